import type { CommandSpec } from '../command-spec.ts';
import { apply } from './apply.ts';
import { check } from './check.ts';
import { confirm } from './confirm.ts';
import { diff } from './diff.ts';
import { guardian } from './guardian.ts';
import { migrate } from './migrate.ts';
import { rollback } from './rollback.ts';
import { show } from './show.ts';
import { snapshot } from './snapshot.ts';
import { status } from './status.ts';
import { tryCommand } from './try.ts';

/** All commands, in the order of the help. */
export const commands: readonly CommandSpec[] = [
  ...[apply, diff, status, check],
  ...[tryCommand, confirm, rollback],
  ...[show, snapshot, migrate],
  guardian,
];
