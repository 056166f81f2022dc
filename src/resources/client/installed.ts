import { join } from 'node:path';
import { mustRun } from '../../inputs/files.ts';
import { PATH } from './path.ts';

/** Whether a program is in one of the directories of PATH. */
export function isInstalled(program: string): boolean {
  return PATH.split(':').some((directory) => {
    try {
      mustRun(join(directory, program));
      return true;
    } catch {
      return false;
    }
  });
}
