// One part of a record's appendix: sentences and tables under a letter.

export interface TableOf {
  columns: { header: string; number?: boolean }[];
  rows: string[][];
}

export interface Section {
  letter: string;
  title: string;
  sentences: string[];
  tables: TableOf[];
}
