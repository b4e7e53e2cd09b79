// Who sits at the table of a new review: whoever was named, and nothing else of what was proposed.
import { afterAll, expect, it } from 'vitest';
import { rolesNamed, roleTemplates } from '../../../shared/domain/roleTemplates.ts';
import { newFolder, removeFolders, testApp } from '../testing/host.ts';

afterAll(removeFolders);

it('has the roles that were named, without a weight, a bound or a word', async () => {
  const app = testApp(newFolder());
  for (const { name, roles: proposed } of roleTemplates) {
    const roles = rolesNamed(proposed.map((role) => role.name));
    expect(new Set(roles.map(({ colour }) => colour)).size).toBe(roles.length);
    const { review } = await app.call('library.create', { title: name, roles });
    const { settings, history } = await app.call('review.get', { review });
    expect(settings.roles.map((role) => ({ name: role.name, colour: role.colour }))).toEqual(roles);
    for (const { weights, requirements, holds, rationale, influence } of settings.roles) {
      expect({ weights, requirements, holds, rationale, influence }).toEqual({
        weights: [],
        requirements: [],
        holds: [],
        rationale: '',
        influence: 1,
      });
    }
    expect(history.undo).toBeNull();
  }
  const { review } = await app.call('library.create', { title: 'Nobody said' });
  const { settings } = await app.call('review.get', { review });
  expect(settings.roles.map(({ name }) => name)).toEqual(roleTemplates[0]!.roles.map(({ name }) => name));
  await expect(
    app.call('library.create', { title: 'Twice', roles: [...rolesNamed(['A']), ...rolesNamed(['A'])] }),
  ).rejects.toMatchObject({ code: 'refused' });
  await expect(app.call('library.create', { title: 'Empty', roles: [] })).rejects.toMatchObject({ code: 'badInput' });
  await app.close();
});

it('takes names as people type them', () => {
  expect(rolesNamed(['Legal', '', ' Legal ', 'Sales']).map(({ name }) => name)).toEqual(['Legal', 'Sales']);
  expect(rolesNamed(Array.from({ length: 9 }, (_, i) => `Role ${i}`)).at(-1)).toEqual({
    name: 'Role 8',
    colour: 'blue',
  });
});
