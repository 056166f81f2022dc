import { type Connection, copied, link as message, RTEXT_FILTER, RTM } from '../../netlink/index.ts';
import type { LinkIndex } from '../room.ts';
import { type Alike, alike, withoutName } from './alike.ts';
import { type LinkMessage, type Observed, readLink } from './read-link.ts';

export type { LinkMessage, Observed } from './read-link.ts';

/** All that a dump of links is asked for: no statistics. */
const DUMP = { message, type: RTM.GETLINK, value: { extMask: RTEXT_FILTER.SKIP_STATS } } as const;

/** What there is to tell of the links of a namespace; {@link readLinks} makes links of it once all names are known. */
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

/** Where there are fewer links, finding out which are alike takes longer than reading each. */
const MANY = 32;
/** Sorts of links with messages of one length that are told apart. */
const SORTS = 8;

/** Links by name, of messages that refer to each other by index. `promotesAll`: {@link promotesOnAll}. */
export function readLinks(
  messages: readonly LinkMessage[],
  links: LinkIndex,
  promotesAll = false,
): Observed[] {
  // A link has a hundred attributes, of which half are nobody's business here: each is decoded when it is asked for.
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
    // One that is alone of its length is not worth a pattern.
    if (known === undefined) sorts.set(bytes.length, []);
    const sort =
      known === undefined || known.length === SORTS ? undefined : alike(told, bytes, links, promotesAll);
    if (sort === undefined) return whole(told);
    known?.unshift(sort);
    return sort.first;
  });
}
