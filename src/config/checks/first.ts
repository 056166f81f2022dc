import type { Context } from '../context.ts';
import type { Said } from '../draft.ts';

/** The first entry with each key that only one can have. */
export type Firsts = Map<string, Said<object>>;

/** How users are told that an entry is declared twice. */
interface Twice {
  readonly code: string;
  /** The entry: `the neighbour 192.0.2.1`. */
  readonly what: string;
  /** Why there cannot be two with other options. */
  readonly hint?: string | undefined;
}

/** Whether an entry is the first one with its key. Others are reported: as an error if they say something else. */
export function isFirst(
  said: Said<object>,
  key: string,
  firsts: Firsts,
  { reporter }: Context,
  { code, what, hint }: Twice,
): boolean {
  const { item, node, list } = said;
  const first = firsts.get(key);
  if (first === undefined) {
    firsts.set(key, said);
    return true;
  }
  const options = { related: { message: 'first here', span: first.node }, list };
  if (JSON.stringify(first.item) === JSON.stringify(item))
    reporter.warning(code, node, `${what} is declared twice`, options);
  else reporter.error(code, node, `${what} is declared twice, with other options`, { ...options, hint });
  return false;
}
