import { EventEmitter } from 'node:events';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Readable, Writable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { Ajv } from 'ajv';
import type { Engine, Host, Reader } from '../../src/cli/host.ts';
import { run } from '../../src/cli/program.ts';
import {
  type Declaration,
  type Diagnostic,
  NOTHING_DECLARED,
  type Plan,
  type Snapshot,
} from '../../src/model/index.ts';

/** What a run left behind. */
export interface Ran {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** What the fakes do instead of the layers below; what is not given must not be called. */
export interface Fakes {
  readonly declaration?: Declaration;
  readonly diagnostics?: readonly Diagnostic[];
  readonly differences?: readonly Diagnostic[];
  readonly readSources?: Reader['readSources'];
  readonly apply?: Engine['applyConfiguration'];
  readonly diff?: Engine['diffConfiguration'];
  readonly status?: Engine['describeStatus'];
  readonly snapshot?: Engine['takeSnapshot'];
  readonly try?: Engine['startTrial'];
  readonly confirm?: Engine['confirmTrial'];
  readonly rollBack?: Engine['rollBack'];
  readonly stdin?: string;
  readonly env?: Record<string, string>;
  readonly tty?: boolean;
  readonly signals?: EventEmitter;
  /** Makes every write to standard output fail so. */
  readonly stdoutError?: string;
}

export const NO_PLAN: Plan = { format_version: 1, steps: [], problems: [] };
/** A plan that makes the bridge of {@link ONE_BRIDGE}. */
export const PLAN_OF_ONE: Plan = {
  format_version: 1,
  steps: [
    {
      ...{ action: 'create', kind: 'link', key: 'br0', name: 'bridge br0', before: null, changes: [] },
      after: { type: 'link', name: 'br0', kind: 'bridge', attributes: { state: 'up' } },
      ...{ reason: 'declared', source: null, notes: [] },
    },
  ],
  problems: [],
};
export const NO_SNAPSHOT: Snapshot = { format_version: 1, links: [], addresses: [], routes: [], rules: [] };

/** A declaration with one device, `br0`, and one address. */
export const ONE_BRIDGE: Declaration = {
  ...NOTHING_DECLARED,
  links: [
    {
      id: 'br0',
      link: { type: 'link', name: 'br0', kind: 'bridge', attributes: { state: 'up' } },
      source: { file: 'config.yaml', line: 3, column: 5 },
      places: {},
      optional: false,
    },
  ],
  addresses: [
    {
      item: { type: 'address', link: 'br0', family: 4, address: '192.0.2.1', prefix: 24 },
      on: 'br0',
      source: { file: 'config.yaml', line: 4, column: 19 },
    },
  ],
};

/** Runs the program inside this process. */
export async function nlapply(words: readonly string[], fakes: Fakes = {}): Promise<Ran> {
  const stdout = new Collector(fakes.tty ?? false, fakes.stdoutError);
  const stderr = new Collector(fakes.tty ?? false);
  const host: Host = {
    stdin: Readable.from([fakes.stdin ?? '']),
    stdout,
    stderr,
    env: fakes.env ?? {},
    signals: fakes.signals ?? new EventEmitter(),
    program: [],
    discardInput: () => true,
    services: { engine: async () => fakeEngine(fakes), reader: async () => fakeReader(fakes) },
  };
  const status = await run(words, host);
  return { status, stdout: stdout.text, stderr: stderr.text };
}

function fakeEngine({ apply, diff, status, snapshot, confirm, rollBack, ...fakes }: Fakes): Engine {
  return {
    startTrial: fakes.try ?? unexpected('startTrial'),
    confirmTrial: confirm ?? unexpected('confirmTrial'),
    rollBack: rollBack ?? unexpected('rollBack'),
    guardTrial: unexpected('guardTrial'),
    applyConfiguration: apply ?? unexpected('applyConfiguration'),
    diffConfiguration: diff ?? unexpected('diffConfiguration'),
    describeStatus: status ?? unexpected('describeStatus'),
    takeSnapshot: snapshot ?? unexpected('takeSnapshot'),
  };
}

function fakeReader({ declaration, diagnostics, readSources, ...fakes }: Fakes): Reader {
  return {
    readSources: readSources ?? (async () => []),
    otherMeanings: () => fakes.differences ?? [],
    configure: () => ({
      declaration: declaration ?? NOTHING_DECLARED,
      diagnostics: diagnostics ?? [],
      everyDiagnostic: () => diagnostics ?? [],
    }),
  };
}

function unexpected(name: string): () => never {
  return () => {
    throw new Error(`${name} was not to be called`);
  };
}

/** A stream that keeps what is written, or fails with the given code. */
class Collector extends Writable {
  text = '';
  readonly isTTY: boolean;
  readonly #failure: string | undefined;

  constructor(isTTY: boolean, failure?: string) {
    super();
    this.isTTY = isTTY;
    this.#failure = failure;
  }

  override _write(chunk: Buffer, _encoding: string, done: (error?: Error) => void): void {
    if (this.#failure !== undefined) {
      done(Object.assign(new Error(`${this.#failure}: write`), { code: this.#failure }));
      return;
    }
    this.text += chunk.toString();
    done();
  }
}

/** The directory of the package, above wherever the tests have been compiled to. */
export const ROOT: string = findRoot();

function findRoot(): string {
  for (const start of [process.cwd(), dirname(fileURLToPath(import.meta.url))]) {
    for (let at = start; at !== dirname(at); at = dirname(at)) {
      try {
        readFileSync(join(at, 'schemas/plan.schema.json'));
        return at;
      } catch {
        // Look further up.
      }
    }
  }
  throw new Error('schemas/plan.schema.json is nowhere above this file');
}

const SCHEMAS = ['snapshot', 'diagnostics', 'plan', 'status', 'result', 'migration'] as const;
let ajv: Ajv | undefined;

/** Parses standard output as one JSON document and checks it against a schema of `schemas/`; returns it. */
export function document(text: string, schema: (typeof SCHEMAS)[number]): Record<string, unknown> {
  ajv ??= loadSchemas();
  const parsed: unknown = JSON.parse(text);
  const valid = ajv.validate(`${schema}.schema.json`, parsed);
  if (!valid) throw new Error(`not valid by ${schema}.schema.json: ${ajv.errorsText()}`);
  if (typeof parsed !== 'object' || parsed === null) throw new Error('not a mapping');
  return { ...parsed };
}

function loadSchemas(): Ajv {
  const loaded = new Ajv({ strict: true, allowUnionTypes: true, allErrors: true });
  for (const name of SCHEMAS) {
    loaded.addSchema(JSON.parse(readFileSync(join(ROOT, `schemas/${name}.schema.json`), 'utf8')));
  }
  return loaded;
}
