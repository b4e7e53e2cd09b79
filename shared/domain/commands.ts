// Every command that a person can give with a key or in the menu bar: what it is called, which keys give it, where it holds. Buttons, the
// menus of the page and of the desktop, the palette and the list of shortcuts all read this table.

interface Command {
  /** "Mod+Shift+Z": Mod is Ctrl, or the command key of a Mac. Several ways stand beside one another. */
  keys: readonly string[];
  /** As the list of shortcuts explains it. */
  what: string;
  where: 'Everywhere' | 'Tables' | 'Plots' | 'Weights and numbers' | 'Candidate’s page';
  /** As menus name it; without, no menu bar has it. */
  label?: string;
  /** Holds while somebody writes as well. */
  whileWriting?: boolean;
  /** Only the desktop app has it. */
  desktop?: boolean;
}

const table = {
  newReview: {
    keys: ['Mod+N'],
    what: 'Start a review',
    where: 'Everywhere',
    label: 'New review…',
    whileWriting: true,
    desktop: true,
  },
  newWindow: {
    keys: ['Mod+Shift+N'],
    what: 'Open another window',
    where: 'Everywhere',
    label: 'New window',
    whileWriting: true,
    desktop: true,
  },
  openFile: {
    keys: ['Mod+O'],
    what: 'Open a review file',
    where: 'Everywhere',
    label: 'Open…',
    whileWriting: true,
    desktop: true,
  },
  saveCopy: {
    keys: ['Mod+Shift+S'],
    what: 'Save a copy of the review',
    where: 'Everywhere',
    label: 'Save a copy…',
    whileWriting: true,
  },
  versions: { keys: [], what: 'Show the versions of the review', where: 'Everywhere', label: 'Versions…' },
  exportTables: {
    keys: [],
    what: 'Export tables and plots',
    where: 'Everywhere',
    label: 'Export tables and plots…',
  },
  print: { keys: ['Mod+P'], what: 'Print this page', where: 'Everywhere', label: 'Print…', whileWriting: true },
  savePdf: {
    keys: ['Mod+Shift+P'],
    what: 'Save this page as PDF',
    where: 'Everywhere',
    label: 'Save as PDF…',
    whileWriting: true,
    desktop: true,
  },
  settings: { keys: ['Mod+,'], what: 'Settings', where: 'Everywhere', label: 'Settings…', whileWriting: true },
  undo: { keys: ['Mod+Z'], what: 'Undo the last change', where: 'Everywhere', label: 'Undo' },
  redo: { keys: ['Mod+Shift+Z', 'Mod+Y'], what: 'Redo what was undone', where: 'Everywhere', label: 'Redo' },
  palette: {
    keys: ['Mod+K'],
    what: 'Find a room, a candidate, a role, an action or a term; in the list of reviews, a review',
    where: 'Everywhere',
    label: 'Find…',
    whileWriting: true,
  },
  evidence: { keys: ['Mod+1'], what: 'Go to Evidence', where: 'Everywhere', label: 'Evidence', whileWriting: true },
  objectives: {
    keys: ['Mod+2'],
    what: 'Go to Objectives',
    where: 'Everywhere',
    label: 'Objectives',
    whileWriting: true,
  },
  ballots: { keys: ['Mod+3'], what: 'Go to Ballots', where: 'Everywhere', label: 'Ballots', whileWriting: true },
  'trade-offs': {
    keys: ['Mod+4'],
    what: 'Go to Trade-offs',
    where: 'Everywhere',
    label: 'Trade-offs',
    whileWriting: true,
  },
  compromise: {
    keys: ['Mod+5'],
    what: 'Go to Compromise',
    where: 'Everywhere',
    label: 'Compromise',
    whileWriting: true,
  },
  decision: { keys: ['Mod+6'], what: 'Go to Decision', where: 'Everywhere', label: 'Decision', whileWriting: true },
  present: { keys: [], what: 'Present on another screen', where: 'Everywhere', label: 'Present on another screen' },
  allReviews: { keys: [], what: 'Go to the list of reviews', where: 'Everywhere', label: 'All reviews' },
  shortcuts: { keys: ['?'], what: 'Show every shortcut', where: 'Everywhere', label: 'Shortcuts' },
  glossary: { keys: [], what: 'What the terms mean', where: 'Everywhere', label: 'Glossary' },
  licences: { keys: [], what: 'Licences', where: 'Everywhere', label: 'Licences' },
  checkForUpdates: {
    keys: [],
    what: 'Check for security updates',
    where: 'Everywhere',
    label: 'Check for security updates…',
    desktop: true,
  },
  escape: {
    keys: ['Esc'],
    what: 'Close what is open, leave a candidate’s page, or clear the selection',
    where: 'Everywhere',
  },
  move: { keys: ['↑', '↓', '←', '→'], what: 'Move from cell to cell', where: 'Tables' },
  far: { keys: ['Home', 'End', 'Page Up', 'Page Down'], what: 'Move far', where: 'Tables' },
  choose: { keys: ['Space'], what: 'Select the candidate', where: 'Tables' },
  open: { keys: ['Enter'], what: 'Open what stands there', where: 'Tables' },
  all: { keys: ['Mod+A'], what: 'Select the first 100 candidates of Evidence', where: 'Tables' },
  copy: { keys: ['Mod+C'], what: 'Copy the selected candidates of Evidence', where: 'Tables' },
  paste: { keys: ['Mod+V'], what: 'Import a table that was copied, in Evidence', where: 'Tables' },
  rename: { keys: ['F2'], what: 'Rename the review, in the list of reviews', where: 'Tables' },
  remove: { keys: ['Delete'], what: 'Delete the review, in the list of reviews', where: 'Tables' },
  nextMark: { keys: ['↑', '↓', '←', '→'], what: 'Go to the nearest mark on that side', where: 'Plots' },
  chooseMark: { keys: ['Enter', 'Space'], what: 'Select the candidate', where: 'Plots' },
  zoom: { keys: ['+', '−', '0'], what: 'Zoom the scatter in or out, or show all of it', where: 'Plots' },
  bound: { keys: ['↑', '↓'], what: 'Move a bound or a range; Enter takes it, Esc puts it back', where: 'Plots' },
  step: { keys: ['↑', '↓'], what: 'A step up or down; ten with Shift', where: 'Weights and numbers' },
  take: { keys: ['Enter'], what: 'Take the number', where: 'Weights and numbers' },
  putBack: { keys: ['Esc'], what: 'Put the old number back', where: 'Weights and numbers' },
  neighbour: { keys: ['←', '→'], what: 'The candidate before, or after', where: 'Candidate’s page' },
  note: { keys: ['Mod+Enter'], what: 'Save the note', where: 'Candidate’s page' },
} as const satisfies Record<string, Command>;

export type CommandId = keyof typeof table;
export const commands: Readonly<Record<CommandId, Command>> = table;
export const commandIds = Object.keys(table) as readonly CommandId[];

/** What menus call a command that stands in them. */
export const commandLabel = (id: CommandId): string => commands[id].label ?? commands[id].what;
