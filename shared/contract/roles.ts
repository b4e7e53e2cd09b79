// Operations on roles and their ballots.
import { z } from 'zod';
import { holdId, label, plainText, requirementId, roleId } from '../domain/ids.ts';
import { holdDefinition, requirementDefinition, role, roleColour, weight } from '../domain/role.ts';
import { command } from './define.ts';

const influence = role.shape.influence;

export const roles = {
  'roles.create': command('new role', { name: label, colour: roleColour, influence }, z.strictObject({ id: roleId })),
  'roles.update': command('role', { id: roleId, name: label, colour: roleColour, influence }, z.null()),
  /** Takes the role's ballot with it. The last role cannot be removed. */
  'roles.remove': command('removal of a role', { id: roleId }, z.null()),
  'ballots.setRationale': command('rationale', { roleId, rationale: plainText(4000) }, z.null()),
  /** All weights of one role; they must sum to 1 (within 1e-6) and are stored exactly normalised. */
  'ballots.setWeights': command('weights', { roleId, weights: z.array(weight).min(1) }, z.null()),
  /** The same where a weight is locked or let go, so that undo says what it undoes. */
  'ballots.setLocks': command('lock of a weight', { roleId, weights: z.array(weight).min(1) }, z.null()),
  /** The ballot becomes what was revealed last, with what its role agreed to since. */
  'ballots.putBack': command('return to the revealed ballot', { roleId }, z.null()),
  'requirements.create': command(
    'new requirement',
    { definition: requirementDefinition },
    z.strictObject({ id: requirementId }),
  ),
  'requirements.update': command('requirement', { id: requirementId, definition: requirementDefinition }, z.null()),
  'requirements.remove': command('removal of a requirement', { id: requirementId }, z.null()),
  'holds.create': command('new hold', { definition: holdDefinition }, z.strictObject({ id: holdId })),
  'holds.update': command('hold', { id: holdId, definition: holdDefinition }, z.null()),
  'holds.remove': command('removal of a hold', { id: holdId }, z.null()),
};
