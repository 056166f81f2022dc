import { type Connection, copied, link as message, RTEXT_FILTER, RTM } from '../../netlink/index.ts';
import type { LinkIndex } from '../room.ts';
import { type Alike, alike, withoutName } from './alike.ts';
import { type LinkMessage, type Observed, readLink } from './read-link.ts';

export type { LinkMessage, Observed } from './read-link.ts';

/** The request for a dump of links, without statistics. */
const DUMP = { message, type: RTM.GETLINK, value: { extMask: RTEXT_FILTER.SKIP_STATS } } as const;

/** Dumps the messages of a namespace's links; {@link readLinks} reads them once all names are known. */
export function dumpLinks(connection: Connection): Promise<LinkMessage[]> {
  return connection.dump(DUMP, (live) => ({
    index: live.index ?? 0,
    name: live.name ?? `#${live.index ?? 0}`,
    bytes: live[copied](),
  }));
}

/** The names of the links of a namespace by their indexes. */
export async function dumpNames(connection: Connection): Promise<ReadonlyMap<number, string>> {
  const names = await connection.dump(DUMP, ({ index = 0, name = '' }) => [index, name] as const);
  return new Map(names);
}

/** With fewer links, finding similar ones takes longer than reading each. */
const MANY = 32;
/** The largest number of sorts that are kept for messages of the same length. */
const SORTS = 8;

/** Reads links from messages, which refer to other links by index. `promotesAll`: see {@link promotesOnAll}. */
export function readLinks(
  messages: readonly LinkMessage[],
  links: LinkIndex,
  promotesAll = false,
): Observed[] {
  // A link has a hundred attributes, half of which are not needed here: each is decoded when it is accessed.
  const view = new message.LazyView();
  const whole = (told: LinkMessage): Observed =>
    readLink(told, view.at(told.bytes, 0, told.bytes.bytes.length), links, promotesAll);
  if (messages.length < MANY) return messages.map(whole);
  const sorts = new Map<number, Alike[]>();
  return messages.map((told) => {
    const bytes = withoutName(told.bytes);
    const known = sorts.get(bytes.length);
    for (const sort of known ?? []) {
      const link = sort.read(told.name, told.index, bytes);
      if (link !== undefined) return link;
    }
    // A pattern for a length that occurs only once would be wasted.
    if (known === undefined) sorts.set(bytes.length, []);
    const sort =
      known === undefined || known.length === SORTS ? undefined : alike(told, bytes, links, promotesAll);
    if (sort === undefined) return whole(told);
    known?.unshift(sort);
    return sort.first;
  });
}
