// Names of ballot files and forms: "Restaurant-recommender · Sales · round 1.ballot".

interface Named {
  title: string;
  role: { name: string };
  round: number;
}

/** Without what a file system forbids or hides, and of a length that all of them take. */
const part = (text: string, most: number): string =>
  text
    .normalize('NFC')
    // eslint-disable-next-line no-control-regex -- control characters are what is being taken out
    .replaceAll(/[\u0000-\u001f\u007f<>:"/\\|?*]+/g, ' ')
    .trim()
    .replaceAll(/\s+/g, '-')
    .replaceAll(/^[.-]+|[.-]+$/g, '')
    .slice(0, most) || 'ballot';

const nameOf = ({ title, role, round }: Named) =>
  `${part(title, 60)} \u00b7 ${part(role.name, 40)} \u00b7 round ${round}`;

export const ballotFileName = (of: Named): string => `${nameOf(of)}.ballot`;
export const ballotFormName = (of: Named): string => `${nameOf(of)}.ballot.html`;
/** Of the ZIP with a form for every role. */
export const ballotFormsName = ({ title, round }: Omit<Named, 'role'>): string =>
  `${part(title, 60)} \u00b7 round ${round} \u00b7 ballot forms.zip`;
