import type { ItemType, Route, Step } from '../../model/index.ts';
import { routes } from '../../resources/route/route.ts';

/** What a session loses. */
export type Loss = {
  readonly text: string;
  /** Links that the session goes over now. */
  readonly below: ReadonlySet<string>;
} & (
  | { readonly kind: 'link'; readonly link: string }
  | { readonly kind: 'address'; readonly address: string }
  | {
      readonly kind: 'way';
      /** The route that it takes now, and the one it would take. */
      readonly old?: Route;
      readonly now?: Route;
    }
);

/** The step that takes away what is lost: the nearest one that explains it. */
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
    // Its network goes with an address.
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

/** A client that ends, or begins anew, gives its lease back. */
const endsClient = ({ before, action }: Step, names: ReadonlySet<string>): boolean =>
  action !== 'change' && before?.type === 'client' && names.has(before.link);

const isLink = ({ before, after }: Step, names: ReadonlySet<string>): boolean =>
  before?.type === 'link' && (names.has(before.name) || (after?.type === 'link' && names.has(after.name)));
