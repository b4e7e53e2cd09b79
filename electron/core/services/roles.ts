// Roles: who sits at the table.
import { ParleyError } from '../../../shared/contract/errors.ts';
import type { RoleColour } from '../../../shared/domain/role.ts';
import { rolesNamed, roleTemplates } from '../../../shared/domain/roleTemplates.ts';
import type { CommandHandlers } from './handlerTypes.ts';
import type { ReadableDb, WritableDb } from '../store/handle.ts';
import { createRole, listRoles, removeRole, updateRole } from '../store/roles.ts';
import { requireRole } from './ballots.ts';

type FirstRoles = readonly { name: string; colour: RoleColour }[];

/** The roles of a new review; those of a recommender where nobody has said which. @throws ParleyError where a name stands twice. */
export function createFirstRoles(
  db: WritableDb,
  roles: FirstRoles = rolesNamed(roleTemplates[0]!.roles.map(({ name }) => name)),
): void {
  for (const { name, colour } of roles) {
    refuseTaken(db, name, null);
    createRole(db, { name, colour, influence: 1 });
  }
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
