import {
  encapText,
  parseEncap,
  type RouteEncap,
  type SegmentsMode,
} from '../../model/language/route-encap.ts';
import {
  type Encapsulation,
  encapsulate,
  encapsulation,
  formatAddress,
  parseAddress,
  SEG6_MODE,
} from '../../netlink/index.ts';

type Message = ReturnType<typeof encapsulate>;

const MODES: Readonly<Record<SegmentsMode, number>> = {
  inline: SEG6_MODE.INLINE,
  encap: SEG6_MODE.ENCAP,
  l2encap: SEG6_MODE.L2ENCAP,
  'encap.red': SEG6_MODE.ENCAP_RED,
  'l2encap.red': SEG6_MODE.L2ENCAP_RED,
};

/** RTA_ENCAP_TYPE and RTA_ENCAP of the option `encap`. */
export function encapMessage(text: string): Message {
  const said = parseEncap(text);
  if (said.kind === 'mpls') return encapsulate({ kind: 'mpls', options: { dst: said.labels } });
  const segments = said.segments.map((segment) => String(parseAddress(segment)));
  return encapsulate({ kind: 'seg6', options: { srh: { mode: MODES[said.mode], segments } } });
}

/** The text of a live encapsulation; undefined if that does not say all of it. */
export function readEncap(encapType: number | undefined, encap: Uint8Array): string | undefined {
  const live = encapsulation({ ...(encapType !== undefined && { encapType }), encap });
  const said = live === undefined ? undefined : declarable(live);
  if (said === undefined) return undefined;
  const text = encapText(said);
  return Buffer.compare(encapMessage(text).encap, encap) === 0 ? text : undefined;
}

function declarable({ kind, options }: Encapsulation): RouteEncap | undefined {
  if (kind === 'mpls') return options.dst === undefined ? undefined : { kind, labels: options.dst };
  if (kind !== 'seg6' || options.srh === undefined) return undefined;
  const { mode: number, segments } = options.srh;
  const words = Object.keys(MODES) as SegmentsMode[];
  const mode = words.find((word) => MODES[word] === number);
  return mode && { kind, mode, segments: segments.map(formatAddress) };
}
