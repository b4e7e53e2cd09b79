// Roles: who sits at the table.
import { ParleyError } from '../../../shared/contract/errors.ts';
import type { RoleColour } from '../../../shared/domain/role.ts';
import type { CommandHandlers } from './handlerTypes.ts';
import type { ReadableDb, WritableDb } from '../store/handle.ts';
import { createRole, listRoles, removeRole, updateRole } from '../store/roles.ts';
import { requireRole } from './ballots.ts';

/** The roles of a new review. */
const defaultRoles: readonly { name: string; colour: RoleColour }[] = [
  { name: 'ML engineers', colour: 'blue' },
  { name: 'Sales', colour: 'amber' },
  { name: 'Product', colour: 'teal' },
  { name: 'Infrastructure', colour: 'purple' },
];

export function createDefaultRoles(db: WritableDb): void {
  for (const role of defaultRoles) createRole(db, { ...role, influence: 1 });
}

export const roleCommands = {
  'roles.create': (db, { name, colour, influence }) => {
    refuseTaken(db, name, null);
    return { id: createRole(db, { name, colour, influence }) };
  },
  'roles.update': (db, { id, name, colour, influence }) => {
    requireRole(db, id);
    refuseTaken(db, name, id);
    updateRole(db, { id, name, colour, influence });
    return null;
  },
  'roles.remove': (db, { id }) => {
    const { name } = requireRole(db, id);
    if (listRoles(db).length === 1) {
      throw new ParleyError('refused', `“${name}” is the last role, and a review needs one. Rename it instead.`);
    }
    removeRole(db, id);
    return null;
  },
} satisfies Partial<CommandHandlers>;

function refuseTaken(db: ReadableDb, name: string, except: number | null): void {
  if (listRoles(db).some((each) => each.name === name && each.id !== except)) {
    throw new ParleyError('refused', `There is already a role named “${name}”.`);
  }
}
