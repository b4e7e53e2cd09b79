// Who usually sits at the table, by what is decided. Only the names are kept; what a role cares about is said to help choosing, and each
// role says itself what it wants.
import { roleColours, type RoleColour } from './role.ts';

interface RoleTemplate {
  id: string;
  name: string;
  roles: readonly { name: string; caresAbout: string }[];
}

export const roleTemplates: readonly RoleTemplate[] = [
  {
    id: 'recommender',
    name: 'Recommender',
    roles: [
      { name: 'ML engineers', caresAbout: 'quality of the predictions, on new data too' },
      { name: 'Sales', caresAbout: 'revenue, and who is shown' },
      { name: 'Product', caresAbout: 'latency, and what users notice' },
      { name: 'Infrastructure', caresAbout: 'cost and risk of running it' },
    ],
  },
  {
    id: 'credit',
    name: 'Credit decisions',
    roles: [
      { name: 'Risk', caresAbout: 'defaults that are foreseen, and calibration' },
      { name: 'Lending', caresAbout: 'how many are approved, and at what return' },
      { name: 'Compliance', caresAbout: 'gaps between groups, and reasons that can be given' },
      { name: 'Customers', caresAbout: 'wrong refusals, and how soon an answer comes' },
    ],
  },
  {
    id: 'triage',
    name: 'Medical triage',
    roles: [
      { name: 'Clinicians', caresAbout: 'urgent cases that are missed' },
      { name: 'Nursing', caresAbout: 'false alarms, and the load they are' },
      { name: 'Patient safety', caresAbout: 'groups that are served worse, and drift' },
      { name: 'Operations', caresAbout: 'time to an answer, and running without a network' },
    ],
  },
  {
    id: 'llm',
    name: 'Choice of an LLM',
    roles: [
      { name: 'Engineering', caresAbout: 'quality on your own tasks' },
      { name: 'Product', caresAbout: 'time to the first token, and long contexts' },
      { name: 'Finance', caresAbout: 'price per request, and how it grows' },
      { name: 'Security and legal', caresAbout: 'where data go, and the licence' },
    ],
  },
];

/** Roles by these names, in this order, each with the next colour; a name that stands twice is one role, and blank lines are none. */
export function rolesNamed(names: readonly string[]): { name: string; colour: RoleColour }[] {
  const once = [...new Set(names.map((name) => name.trim()).filter((name) => name !== ''))];
  return once.map((name, place) => ({ name, colour: roleColours[place % roleColours.length]! }));
}
