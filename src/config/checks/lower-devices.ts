import { MASTERS } from '../../model/language/masters.ts';
import type { Value } from '../../model/value.ts';
import type { Context } from '../context.ts';
import { type Draft, lowerOf } from '../draft.ts';
import type { Reporter } from '../reporter.ts';

/**
 * Kinds that install a receive handler on their lower device: macvlans and macvtaps share one, ipvlans and ipvtaps
 * another, macsecs a third.
 */
const FAMILIES: Readonly<Record<string, 'macvlan' | 'ipvlan' | 'macsec'>> = {
  macvlan: 'macvlan',
  macvtap: 'macvlan',
  ipvlan: 'ipvlan',
  ipvtap: 'ipvlan',
  macsec: 'macsec',
};

/** Reports devices that their lower devices cannot carry. */
export function checkLowerDevices(context: Context): void {
  const stacks = new Map<Draft, Draft[]>();
  for (const draft of context.devices) {
    const mention = lowerOf(draft);
    const lower = mention === undefined ? undefined : context.drafts.get(mention.id);
    if (lower === undefined || FAMILIES[draft.kind] === undefined) continue;
    const others = stacks.get(lower);
    if (others === undefined) stacks.set(lower, [draft]);
    else others.push(draft);
    checkLower(draft, lower, context);
  }
  for (const [lower, stacked] of stacks) {
    checkFamilies(lower, stacked, context);
    checkPassthru(lower, stacked, context);
    checkShared(lower, stacked, context);
    checkBroadcastLimit(lower, stacked, context);
  }
}

/** Kinds of master that install a receive handler on their ports. */
const HANDLERS: ReadonlySet<string> = new Set(['bridge', 'bond', 'team']);

function checkLower(draft: Draft, lower: Draft, { drafts, reporter }: Context): void {
  const span = lowerOf(draft)?.span ?? draft.key;
  const below = lowerOf(lower);
  if (
    FAMILIES[lower.kind] !== undefined &&
    FAMILIES[lower.kind] === FAMILIES[draft.kind] &&
    draft.kind !== 'macsec' &&
    lower !== draft
  ) {
    const hint = below === undefined ? undefined : `write "link: ${below.id}"`;
    const message = `"${lower.id}" is ${article(lower)} itself: the kernel would put "${draft.id}" on the device below it`;
    reporter.error('wrong-link', span, message, { hint });
  }
  const master = String(lower.attributes['master']);
  const kind = drafts.get(master)?.kind ?? '';
  if (HANDLERS.has(kind)) {
    // A device can have only one receive handler (netdev_rx_handler_register gives EBUSY).
    const related = { message: `a port here`, span: lower.spans.get('master') ?? lower.key };
    const message = `"${lower.id}" is a port of the ${MASTERS[kind]?.noun} "${master}", so it cannot carry ${draft.kind}s`;
    reporter.error('wrong-link', span, message, { hint: `write "link: ${master}"`, related });
  }
}

const article = ({ kind }: Draft): string => `${kind.startsWith('i') ? 'an' : 'a'} ${kind}`;

/**
 * A device can carry macvlans, ipvlans or macsecs, but only one of these, as it has only one receive handler (EBUSY).
 */
function checkFamilies(lower: Draft, [first, ...others]: readonly Draft[], { reporter }: Context): void {
  if (first === undefined) return;
  const other = others.find(({ kind }) => FAMILIES[kind] !== FAMILIES[first.kind]);
  if (other === undefined) return;
  const related = { message: `${article(first)}`, span: first.key };
  const message = `"${lower.id}" carries ${first.kind}s already, so it cannot carry ${other.kind}s`;
  reporter.error('wrong-link', lowerOf(other)?.span ?? other.key, message, { related });
}

/** macvlan_common_newlink: a passthru device cannot share its lower device. */
function checkPassthru(lower: Draft, stacked: readonly Draft[], { reporter }: Context): void {
  const passthru = stacked.find(({ kind, attributes }) => attributes[`${kind}.mode`] === 'passthru');
  const other = stacked.find((draft) => draft !== passthru);
  if (passthru === undefined || other === undefined) return;
  const span = passthru.spans.get(`${passthru.kind}.mode`) ?? passthru.key;
  const related = { message: `"${other.id}" stands on it, too`, span: other.key };
  const message = `a passthru ${passthru.kind} must have "${lower.id}" for itself`;
  reporter.error('conflict', span, message, { related });
}

/** ipvlan_set_port_mode: mode and flags belong to the lower device, and a new ipvlan without a mode sets them to l3. */
function checkShared(lower: Draft, stacked: readonly Draft[], { reporter }: Context): void {
  const ipvlans = stacked.filter(({ kind }) => FAMILIES[kind] === 'ipvlan');
  for (const [name, usual] of [
    ['mode', 'l3'],
    ['flags', []],
  ] as const) {
    checkSame(lower, ipvlans, name, (draft) => draft.attributes[`${draft.kind}.${name}`] ?? usual, reporter);
  }
}

/** update_port_bc_cutoff: the limit belongs to the lower device, and a macvlan without the key does not change it. */
function checkBroadcastLimit(lower: Draft, stacked: readonly Draft[], { reporter }: Context): void {
  const limit = ({ kind, attributes }: Draft): Value | undefined => attributes[`${kind}.bc-limit`];
  const saying = stacked.filter((draft) => limit(draft) !== undefined);
  checkSame(lower, saying, 'bc-limit', (draft) => limit(draft) ?? '', reporter);
}

/** Reports devices on the same lower device that differ in a shared value. */
function checkSame(
  lower: Draft,
  [first, ...others]: readonly Draft[],
  name: string,
  shareOf: (draft: Draft) => Value,
  reporter: Reporter,
): void {
  if (first === undefined) return;
  const value = (draft: Draft): string => String(shareOf(draft));
  const other = others.find((draft) => value(draft) !== value(first));
  if (other === undefined) return;
  const place = (draft: Draft) => draft.spans.get(`${draft.kind}.${name}`) ?? draft.key;
  const shown = (draft: Draft): string => JSON.stringify(value(draft) === '' ? 'none' : value(draft));
  const related = { message: `${shown(first)} here`, span: place(first) };
  const message = `devices on "${lower.id}" share their ${name}: "${other.id}" cannot have ${shown(other)}`;
  reporter.error('conflict', place(other), message, { related });
}
