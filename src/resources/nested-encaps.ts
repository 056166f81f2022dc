import { NESTED } from '../netlink/codec/wire.ts';
import { host, LWTUNNEL_ENCAP, type UnknownAttribute } from '../netlink/index.ts';
import { attributesIn, type NestedAttribute } from './nested-attributes.ts';

// The kernel shows encapsulations without NLA_F_NESTED (lwtunnel_fill_encap), and takes some of them only with it: those of
// rpl, ioam6 and xfrm, and options of tunnel headers (ip_tun_parse_opts_geneve).

const TUNNELS: readonly (number | undefined)[] = [LWTUNNEL_ENCAP.IP, LWTUNNEL_ENCAP.IP6];
/** LWTUNNEL_IP_OPTS, LWTUNNEL_IP6_OPTS */
const OPTIONS_ID = 8;

/** An encapsulation of this type as the kernel takes it. */
export function nestedEncap(type: number | undefined, attribute: UnknownAttribute): UnknownAttribute {
  const data = Uint8Array.from(attribute.data);
  markOptions(type, data);
  return { ...attribute, data, nested: true };
}

/** The same for one that lies in the attributes of a path, in place. */
export function markEncap(type: number | undefined, encap: NestedAttribute): void {
  mark(encap);
  markOptions(type, encap.data);
}

function markOptions(type: number | undefined, encap: Uint8Array): void {
  if (!TUNNELS.includes(type)) return;
  for (const options of attributesIn(encap)) {
    if (options.id !== OPTIONS_ID) continue;
    mark(options);
    for (const option of attributesIn(options.data)) mark(option);
  }
}

function mark({ whole }: NestedAttribute): void {
  const view = new DataView(whole.buffer, whole.byteOffset, whole.byteLength);
  view.setUint16(2, view.getUint16(2, host) | NESTED, host);
}
