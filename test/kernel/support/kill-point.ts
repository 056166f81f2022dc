// A run that sends one message at a time and ends itself with SIGKILL behind the n-th one; with fewer messages it goes
// on to its end, and prints how many there were. Started by `killedAfter`, with what it needs as JSON.
import { readFileSync } from 'node:fs';
import { converge } from '../../../src/engine/run/converge.ts';
import { conductTrial, type TryOptions } from '../../../src/engine/run/start-trial.ts';
import { openStore } from '../../../src/engine/state/state-store.ts';
import { Connection, type NetlinkError, openGeneric, type Request } from '../../../src/netlink/index.ts';
import { declare } from './apply.ts';

/** What a run is told. */
export interface KillPoint {
  readonly netns: string;
  readonly stateDir: string;
  /** The configuration's file. */
  readonly path: string;
  /** Behind which message it dies; 0: before the first. */
  readonly after: number;
  /** The command line that starts the program: then the run is a trial. */
  readonly program?: readonly string[];
}

/** A connection that sends one message at a time. */
class OneByOne extends Connection {
  readonly after: number;
  writes = 0;

  constructor({ netns, after }: KillPoint) {
    super({ netns });
    this.after = after;
  }

  override async batch(requests: readonly Request[]): Promise<ReadonlyMap<number, NetlinkError>> {
    const errors = new Map<number, NetlinkError>();
    for (const [i, request] of requests.entries()) {
      this.#dieIfDue();
      for (const [, error] of await super.batch([request])) errors.set(i, error);
      this.writes += 1;
    }
    this.#dieIfDue();
    return errors;
  }

  #dieIfDue(): void {
    if (this.writes === this.after) process.kill(process.pid, 'SIGKILL');
  }
}

async function runUntil(point: KillPoint): Promise<number> {
  const { netns, stateDir, program } = point;
  const connection = new OneByOne(point);
  const kernel = {
    route: connection,
    generic: () => openGeneric({ netns }),
    trace: undefined,
    close: () => {},
  };
  const store = openStore(stateDir, netns);
  const options: TryOptions = {
    ...{ netns, stateDir, waitLinks: 0, allowRecreate: true, verify: true, timeout: 600 },
    onError: 'rollback',
    ...(program !== undefined && { program }),
  };
  const context = { declaration: declare(readFileSync(point.path, 'utf8')), options, kernel, store };
  await (program === undefined ? converge(context) : conductTrial(context));
  return connection.writes;
}

runUntil(JSON.parse(process.argv[2] ?? '')).then(
  (messages) => {
    console.log(messages);
    process.exit();
  },
  (error: unknown) => {
    console.error(error);
    process.exit(1);
  },
);
