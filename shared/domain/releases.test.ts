// Which release is newer, and whether there is a reason to hurry.
import { expect, test } from 'vitest';
import { isNewer, newerRelease } from './releases.ts';

test.each([
  ['1.2.3', '1.2.2', true],
  ['v1.10.0', '1.9.9', true],
  ['2.0.0', 'v1.99.99', true],
  ['1.2.3', '1.2.3', false],
  ['1.2.2', '1.2.3', false],
  ['1.3.0-rc.1', '1.2.3', false],
  ['nightly', '1.2.3', false],
  ['1.2', '1.1.0', false],
])('%s is newer than %s: %s', (a, b, newer) => expect(isNewer(a, b)).toBe(newer));

const release = (tag: string, body = '', more = {}) => ({
  tag_name: tag,
  draft: false,
  prerelease: false,
  body,
  ...more,
});

test('the newest is named, and that any on the way fixes a security fault', () => {
  const listed = [
    release('v1.4.0', 'New plots.'),
    release('v1.3.1', 'Faster.\n\n## Security\nA planted file could …'),
    release('v1.3.0', 'We take security seriously.'),
  ];
  expect(newerRelease(listed, '1.3.0')).toEqual({ version: '1.4.0', fixesSecurity: true });
  expect(newerRelease(listed, '1.3.1')).toEqual({ version: '1.4.0', fixesSecurity: false });
  expect(newerRelease(listed, '1.2.0')).toEqual({ version: '1.4.0', fixesSecurity: true });
  expect(newerRelease(listed, '1.4.0')).toBeNull();
  expect(newerRelease([release('v1.3.0', 'Word of security.')], '1.2.0')).toMatchObject({ fixesSecurity: false });
  expect(newerRelease([release('v1.3.0', '- **Security**: fixed')], '1.2.0')).toMatchObject({ fixesSecurity: true });
});

test('drafts and previews are no releases', () => {
  const listed = [
    release('v9.0.0', 'Security', { draft: true }),
    release('v8.0.0', 'Security', { prerelease: true }),
    release('v7.0.0-rc.1', 'Security'),
  ];
  expect(newerRelease(listed, '1.0.0')).toBeNull();
});
