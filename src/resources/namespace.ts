import { statSync } from 'node:fs';
import { join } from 'node:path';
import { namespaceFile } from '../netlink/connection/socket.ts';

/** What tells a network namespace from others. @throws what looking at its file says */
export const inodeOf = (netns: string | undefined): number => statSync(namespaceFile(netns)).ino;

/** Where what is kept about a namespace lies. @throws as {@link inodeOf} */
export const stateDirectory = (stateDir: string, netns: string | undefined): string =>
  join(stateDir, `net-${inodeOf(netns)}`);
