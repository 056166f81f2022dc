import { accessSync, constants } from 'node:fs';
import { join } from 'node:path';
import { PATH } from './path.ts';

/** Whether a program is where programs are. */
export function isInstalled(program: string): boolean {
  return PATH.split(':').some((directory) => {
    try {
      accessSync(join(directory, program), constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}
