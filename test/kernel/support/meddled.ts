import type { StateRecord } from '../../../src/engine/record/record.ts';
import { converge } from '../../../src/engine/run/converge.ts';
import type { ApplyOptions, ApplyResult } from '../../../src/engine/run/options.ts';
import { ERRNO } from '../../../src/netlink/constants/errno.ts';
import {
  Connection,
  type ConnectionOptions,
  NetlinkError,
  openGeneric,
  type Request,
} from '../../../src/netlink/index.ts';
import { declare } from './apply.ts';
import type { Namespace } from './namespace.ts';

/**
 * Called before the n-th request that changes something goes to the kernel, which has done all that came before it. The
 * name of an error is the answer then, and the kernel does not hear of the request.
 */
export type Meddler = (n: number, request: Request) => string | undefined;

/** A connection to the real kernel, with somebody in between: one request at a time. */
class Meddled extends Connection {
  readonly #meddle: Meddler;
  writes = 0;

  constructor(netns: string, meddle: Meddler, trace: ConnectionOptions['trace']) {
    super({ netns, ...(trace !== undefined && { trace }) });
    this.#meddle = meddle;
  }

  override async batch(requests: readonly Request[]): Promise<ReadonlyMap<number, NetlinkError>> {
    const errors = new Map<number, NetlinkError>();
    for (const [i, request] of requests.entries()) {
      const code = this.#meddle(this.writes++, request);
      const answered = code === undefined ? (await super.batch([request])).get(0) : refusal(code);
      if (answered !== undefined) errors.set(i, answered);
    }
    return errors;
  }
}

const refusal = (code: string): NetlinkError => new NetlinkError({ errno: ERRNO[code], syscall: 'sendmsg' });

export interface MeddledRun {
  readonly result: ApplyResult;
  readonly writes: number;
}

/** One run in this process, with its record in memory and somebody between it and the kernel. */
export async function runMeddled(
  ns: Namespace,
  yaml: string,
  records: { record: StateRecord },
  meddle: Meddler = () => undefined,
  options: Partial<ApplyOptions> = {},
  trace?: ConnectionOptions['trace'],
): Promise<MeddledRun> {
  const connection = new Meddled(ns.path, meddle, trace);
  const store = {
    load: () => records.record,
    save: (next: StateRecord) => {
      records.record = JSON.parse(JSON.stringify(next));
    },
    saveCheckpoint: () => {},
    withdrawCheckpoint: () => {},
    removeCheckpoint: () => {},
  };
  const given = {
    stateDir: '',
    waitLinks: 0,
    onError: 'rollback',
    allowRecreate: false,
    verify: true,
  } as const;
  try {
    const result = await converge({
      declaration: declare(yaml),
      options: { ...given, ...options },
      kernel: {
        route: connection,
        generic: () => openGeneric({ netns: ns.path }),
        trace: undefined,
        close: () => {},
      },
      store,
    });
    return { result, writes: connection.writes };
  } finally {
    connection.close();
  }
}
