// Packs the desktop app around an Electron runtime, with every fuse of that Electron set.
import { join } from 'node:path';
import { flipFuses, FuseV1Options, FuseVersion } from '@electron/fuses';
import { build, type Configuration } from 'electron-builder';
import { root } from './paths.ts';

/** What the packed app may be started with and may load (electronjs.org, "Electron Fuses"). */
export const fuses = {
  [FuseV1Options.RunAsNode]: false,
  [FuseV1Options.EnableCookieEncryption]: true,
  [FuseV1Options.EnableNodeOptionsEnvironmentVariable]: false,
  [FuseV1Options.EnableNodeCliInspectArguments]: false,
  [FuseV1Options.EnableEmbeddedAsarIntegrityValidation]: true,
  [FuseV1Options.OnlyLoadAppFromAsar]: true,
  [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
  [FuseV1Options.GrantFileProtocolExtraPrivileges]: false,
  [FuseV1Options.WasmTrapHandlers]: true,
} as const;

type AfterPack = Exclude<Configuration['afterPack'], string | null | undefined>;

const setFuses: AfterPack = async ({ appOutDir, electronPlatformName, packager, arch }) => {
  const ending = { darwin: '.app', win32: '.exe' }[electronPlatformName] ?? '';
  const name = 'executableName' in packager ? String(packager.executableName) : packager.appInfo.productFilename;
  const arm64 = 3;
  await flipFuses(join(appOutDir, name + ending), {
    version: FuseVersion.V1,
    strictlyRequireAllFuses: true,
    resetAdHocDarwinSignature: electronPlatformName === 'darwin' && Number(arch) === arm64,
    ...fuses,
  });
};

/**
 * Packs what dist/ holds into `output`.
 *
 * @param electronDist the folder of the runtime; undefined: the packer fetches it.
 * @param installers also makes the installers of this system, not only the folder of the app.
 * @returns the paths of what was made.
 */
export async function packDesktop(
  output: string,
  electronDist: string | undefined,
  installers: boolean,
): Promise<string[]> {
  return build({
    projectDir: root,
    publish: 'never',
    ...(installers ? {} : { dir: true }),
    config: {
      extends: `${root}build/electron-builder.yml`,
      directories: { output, buildResources: 'build/icons' },
      afterPack: setFuses,
      ...(electronDist === undefined ? {} : { electronDist }),
    },
  });
}
