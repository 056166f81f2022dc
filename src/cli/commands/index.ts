import type { CommandSpec } from '../command-spec.ts';
import { apply } from './apply.ts';
import { check } from './check.ts';
import { diff } from './diff.ts';
import { show } from './show.ts';
import { snapshot } from './snapshot.ts';
import { status } from './status.ts';

/** All commands, in the order of the help. */
export const commands: readonly CommandSpec[] = [apply, diff, status, check, show, snapshot];
