import { OF_TUNNEL } from '../../model/language/l2tp.ts';
import { sameValue, type Value } from '../../model/value.ts';
import type { Context } from '../context.ts';
import type { Draft } from '../draft.ts';
import type { Span } from '../node.ts';

type Reporter = Context['reporter'];

/** Devices with one `tunnel-id` are sessions in one tunnel: that must be the same in all, and their own ids must differ. */
export function checkL2tpSessions({ devices, reporter }: Context): void {
  const tunnels = new Map<Value, Draft>();
  const sockets = new Map<string, Draft>();
  const sessions = new Map<string, Draft>();
  const overIp = new Map<Value, Draft>();
  for (const draft of devices) {
    const { 'l2tp.tunnel-id': tunnel, 'l2tp.session-id': session } = draft.attributes;
    if (tunnel === undefined) continue;
    const first = tunnels.get(tunnel);
    if (first === undefined) {
      tunnels.set(tunnel, draft);
      checkSocket(draft, sockets, reporter);
    } else checkShared(draft, first, reporter);
    if (session === undefined) continue;
    const ids = `${String(tunnel)} ${String(session)}`;
    // Sessions over IP are found by their own ids alone (l2tp_session_register).
    const isOverIp = draft.attributes['l2tp.encapsulation'] === 'ip';
    const twin = sessions.get(ids) ?? (isOverIp ? overIp.get(session) : undefined);
    if (twin === undefined) {
      sessions.set(ids, draft);
      if (isOverIp) overIp.set(session, draft);
      continue;
    }
    const related = { message: `"${twin.id}" has it`, span: spanOf(twin, 'l2tp.session-id') };
    const message = `the session ${String(session)} belongs to "${twin.id}" already`;
    reporter.error('duplicate-id', spanOf(draft, 'l2tp.session-id'), message, { related });
  }
}

/** Each tunnel over UDP has a socket of its own, with an address and a port that no other has (l2tp_tunnel_sock_create). */
function checkSocket(draft: Draft, sockets: Map<string, Draft>, reporter: Reporter): void {
  const { 'l2tp.local': local, 'l2tp.source-port': port } = draft.attributes;
  if (local === undefined || port === undefined) return;
  const socket = `${String(local)} ${String(port)}`;
  const twin = sockets.get(socket);
  if (twin === undefined) {
    sockets.set(socket, draft);
    return;
  }
  const related = { message: `"${twin.id}" has it`, span: spanOf(twin, 'l2tp.source-port') };
  const message = `the UDP port ${String(port)} of ${String(local)} belongs to the tunnel of "${twin.id}" already`;
  const hint = 'each tunnel needs a port of its own: only sessions in one tunnel share it';
  reporter.error('duplicate-id', spanOf(draft, 'l2tp.source-port'), message, { hint, related });
}

function checkShared(draft: Draft, first: Draft, reporter: Reporter): void {
  const other = OF_TUNNEL.find(
    (name) => !sameValue(draft.attributes[name] ?? null, first.attributes[name] ?? null),
  );
  if (other === undefined) return;
  const tunnel = String(draft.attributes['l2tp.tunnel-id']);
  const key = other.slice('l2tp.'.length);
  const related = { message: `"${first.id}" describes it here`, span: spanOf(first, other) };
  const message = `"${draft.id}" and "${first.id}" are in the same tunnel ${tunnel}: ${key} must be the same in both`;
  reporter.error('conflict', spanOf(draft, other), message, { related });
}

const spanOf = ({ spans, key }: Draft, attribute: string): Span => spans.get(attribute) ?? key;
