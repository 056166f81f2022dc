import type { ItemType, Route, Step } from '../../model/index.ts';
import { routes } from '../../resources/route/route.ts';

/** What a session loses. */
export type Loss = {
  readonly text: string;
  /** The links that the session's packets go through now. */
  readonly below: ReadonlySet<string>;
} & (
  | { readonly kind: 'link'; readonly link: string }
  | { readonly kind: 'port'; readonly port: number }
  | { readonly kind: 'address'; readonly address: string }
  | {
      readonly kind: 'way';
      /** The route that the session uses now, and the one that it would use after the plan. */
      readonly old?: Route;
      readonly now?: Route;
    }
);

/** The step that most likely causes the loss: suspicions are tried from the most to the least specific. Null if none applies. */
export function culpritOf(loss: Loss, steps: readonly Step[]): Step | null {
  for (const isIt of suspicions(loss)) {
    const found = steps.find(isIt);
    if (found !== undefined) return found;
  }
  return null;
}

type Suspicion = (step: Step) => boolean;

function suspicions(loss: Loss): readonly Suspicion[] {
  const onLinks: readonly Suspicion[] = [
    (step) => isLink(step, loss.below) && step.action !== 'change',
    (step) => isLink(step, loss.below),
  ];
  if (loss.kind === 'link') return [(step) => isLink(step, new Set([loss.link])), ...onLinks];
  if (loss.kind === 'port')
    return [({ before }) => before?.type === 'fou' && before.port === loss.port, ...onLinks];
  if (loss.kind === 'address') {
    return [
      ({ before, action }) =>
        action !== 'change' && before?.type === 'address' && before.address === loss.address,
      (step) => endsClient(step, loss.below),
      ...onLinks,
    ];
  }
  const concerns =
    (route: Route | undefined): Suspicion =>
    ({ kind, key }) =>
      kind === 'route' && route !== undefined && key === routes.key(route);
  const [isOld, isNow] = [concerns(loss.old), concerns(loss.now)];
  return [
    (step) => isOld(step) && step.action === 'remove',
    isNow,
    isOld,
    isOf('rule'),
    // The route to the network of an address disappears with the address.
    ({ before }) => before?.type === 'address' && loss.below.has(before.link),
    ({ after }) => after?.type === 'address' && loss.below.has(after.link),
    ...onLinks,
    isOf('address'),
  ];
}

const isOf =
  (type: ItemType): Suspicion =>
  ({ kind }) =>
    kind === type;

/** A client that is stopped or restarted releases its lease, and with it the address. */
const endsClient = ({ before, action }: Step, names: ReadonlySet<string>): boolean =>
  action !== 'change' && before?.type === 'client' && names.has(before.link);

const isLink = ({ before, after }: Step, names: ReadonlySet<string>): boolean =>
  before?.type === 'link' && (names.has(before.name) || (after?.type === 'link' && names.has(after.name)));
