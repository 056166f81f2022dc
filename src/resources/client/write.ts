import { mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type Client, EXIT, NlapplyError } from '../../model/index.ts';
import type { Kernel } from '../room.ts';
import { writeWholeText } from '../whole-file.ts';
import { PROGRAMS } from './programs.ts';
import { siteOf } from './site.ts';
import { digestOf, type StoredClient } from './stored.ts';
import { SUPERVISE } from './supervise.ts';
import { waitScript } from './wait.ts';

/** Writes all files of a client, readable by the owner only. */
export function write(client: Client, directory: string, kernel: Kernel): void {
  const { link, role, program, settings } = client;
  if (program === null) throw new NlapplyError('ERR_CLIENT', EXIT.failed, 'no program is chosen for it');
  const site = siteOf(client, directory, kernel);
  const own = PROGRAMS[program];
  const files: Readonly<Record<string, string>> = {
    link: `${link}\n`,
    supervise: SUPERVISE,
    run: `${['#!/bin/sh', '# Written by nlapply: changes do not last.', ...own.run(client, site)].join('\n')}\n`,
    wait: waitScript(client),
    ...(own.watched === true && { watched: '' }),
    ...(own.renews === true && { renews: '' }),
    ...(own.leases === true && { leases: '' }),
    ...own.files(client, site),
  };
  for (const path of [dirname(directory), directory]) makeOwn(path);
  for (const [name, text] of Object.entries(files))
    writeWholeText(join(directory, name), text, text.startsWith('#!') ? 0o700 : 0o600);
  const digests = Object.entries(files).map(([name, text]) => [name, digestOf(text)]);
  const stored: StoredClient = {
    ...{ format_version: 1, link, role, program, settings },
    files: Object.fromEntries(digests),
  };
  writeWholeText(join(directory, 'client.json'), JSON.stringify(stored));
}

function makeOwn(path: string): void {
  try {
    mkdirSync(path, { mode: 0o700 });
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  }
}
