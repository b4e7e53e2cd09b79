// A format: its name, how its content is recognised, and how it is read. `index.ts` lists all of them in order.
import type { SourceChoice } from '../../../../shared/contract/imports.ts';
import type { Evidence } from '../evidence/evidence.ts';
import type { ReadTable } from '../planning/parsedTable.ts';
import type { SourceTable } from '../planning/source.ts';

export interface Format {
  /** What the preview calls it. */
  readonly name: string;
  /**
   * Whether the content is of this format; the name of the file proves nothing. Formats are asked in the order of their list, and
   * the first that says yes reads the file.
   *
   * @throws ParleyError of the evidence, when the file is damaged whatever wrote it. Nothing further is then asked.
   */
  looksLike(evidence: Evidence): boolean | Promise<boolean>;
  /**
   * Reads it: columns of cells and what is known of them, or a table of text that is taken as it is.
   *
   * @throws ParleyError with place and remedy.
   */
  read(evidence: Evidence): SourceTable | ReadTable | Promise<SourceTable | ReadTable>;
  /** Of a tool that has servers: what there is to choose before anything is read. */
  choices?(evidence: Evidence): Promise<SourceChoice[]>;
}
