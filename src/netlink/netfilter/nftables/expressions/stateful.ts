import { choose, nestWithChoices, string } from '../../../codec/index.ts';
import { connlimit } from './connlimit.ts';
import { counterExpression } from './counter.ts';
import { last } from './last.ts';
import { limit } from './limit.ts';
import { quota } from './quota.ts';

/** Expressions that keep state, which sets and their elements may have (NFT_EXPR_STATEFUL). */
export const statefulExpression = nestWithChoices(
  { name: [1, string] },
  { data: choose(2, 'name', { connlimit, counter: counterExpression, last, limit, quota }) },
);
