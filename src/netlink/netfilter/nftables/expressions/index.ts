import { choose, nestWithChoices, string } from '../../../codec/index.ts';
import type { Of } from '../../../codec/type.ts';
import { bitwise } from './bitwise.ts';
import { byteorder } from './byteorder.ts';
import { cmp } from './cmp.ts';
import { connlimit } from './connlimit.ts';
import { counterExpression } from './counter.ts';
import { ct } from './ct.ts';
import { dup } from './dup.ts';
import { dynset } from './dynset.ts';
import { exthdr } from './exthdr.ts';
import { fib } from './fib.ts';
import { flowOffload } from './flow-offload.ts';
import { fwd } from './fwd.ts';
import { hash } from './hash.ts';
import { immediate } from './immediate.ts';
import { last } from './last.ts';
import { limit } from './limit.ts';
import { log } from './log.ts';
import { lookup } from './lookup.ts';
import { masq } from './masq.ts';
import { match } from './match.ts';
import { meta } from './meta.ts';
import { nat } from './nat.ts';
import { notrack } from './notrack.ts';
import { numgen } from './numgen.ts';
import { objref } from './objref.ts';
import { osf } from './osf.ts';
import { payload } from './payload.ts';
import { queue } from './queue.ts';
import { quota } from './quota.ts';
import { range } from './range.ts';
import { redir } from './redir.ts';
import { reject } from './reject.ts';
import { rt } from './rt.ts';
import { socket } from './socket.ts';
import { synproxy } from './synproxy.ts';
import { target } from './target.ts';
import { tproxy } from './tproxy.ts';
import { tunnelExpression } from './tunnel.ts';
import { xfrm } from './xfrm.ts';

/** An expression of a rule: its name, and the data that expressions of this name have. */
export const expression = nestWithChoices(
  { name: [1, string] },
  {
    data: choose(2, 'name', {
      bitwise,
      byteorder,
      cmp,
      connlimit,
      counter: counterExpression,
      ct,
      dup,
      dynset,
      exthdr,
      fib,
      flow_offload: flowOffload,
      fwd,
      hash,
      immediate,
      last,
      limit,
      log,
      lookup,
      masq,
      match,
      meta,
      nat,
      notrack,
      numgen,
      objref,
      osf,
      payload,
      queue,
      quota,
      range,
      redir,
      reject,
      rt,
      socket,
      synproxy,
      target,
      tproxy,
      tunnel: tunnelExpression,
      xfrm,
    }),
  },
);
export type NftExpression = Of<typeof expression>;
