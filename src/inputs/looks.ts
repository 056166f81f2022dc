import {
  accessSync,
  closeSync,
  constants,
  existsSync,
  fstatSync,
  lstatSync,
  openSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  realpathSync,
  statSync,
} from 'node:fs';
import { getuid, ppid } from 'node:process';

/** What a look finds: two looks that find the same are alike for all that the program makes of them. */
export type Found = string | Buffer;

/** More than any file of ours has; a mistaken argument must not fill the memory. */
export const LARGEST: number = 64 * 1024 * 1024;
export const TOO_LARGE = 'ERR_TOO_LARGE';

/** Ways to look at what is outside of the program and of netlink, by a path or a name. @throws what the system says */
export const LOOKS = {
  /** What a file holds. A pipe is refused before it is opened: what is read of it is gone. */
  content(path: string): Found {
    const found = statSync(path);
    if (!found.isFile()) throw noFile(path);
    if (found.size > LARGEST)
      throw Object.assign(new RangeError(`${path} is too large`), { code: TOO_LARGE });
    return readFileSync(path);
  },
  /** The same of a file that must be one: neither a link to somewhere else nor a pipe, whose reader would wait for ever. */
  regular(path: string): Found {
    const fd = openSync(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
    try {
      if (!fstatSync(fd).isFile()) throw noFile(path);
      return readFileSync(fd);
    } finally {
      closeSync(fd);
    }
  },
  names: (path: string): Found => readdirSync(path).join('/'),
  /** Names in a directory, those of directories with a slash behind. */
  entries: (path: string): Found =>
    readdirSync(path, { withFileTypes: true })
      .map((entry) => `${entry.name}${entry.isDirectory() ? '/' : ''}`)
      .join('\0'),
  /** Type and permissions of what a path leads to, and of what is there itself. */
  mode: (path: string): Found => String(statSync(path).mode),
  'own-mode': (path: string): Found => String(lstatSync(path).mode),
  identity(path: string): Found {
    const { dev, ino } = statSync(path);
    return `${dev} ${ino}`;
  },
  target: (path: string): Found => readlinkSync(path),
  real: (path: string): Found => realpathSync(path),
  exists: (path: string): Found => (existsSync(path) ? 'yes' : 'no'),
  /** Whether a program may be run; throws where not. */
  runs(path: string): Found {
    accessSync(path, constants.X_OK);
    return 'yes';
  },
  // Not imported: few runs need it, and Node takes half a millisecond to load it.
  release: (): Found => process.getBuiltinModule('node:os').release(),
  user: (): Found => String(getuid?.()),
  /** Whether the first process has started us, as a service. */
  service: (): Found => (process.env['INVOCATION_ID'] !== undefined && ppid === 1 ? 'yes' : 'no'),
} satisfies Readonly<Record<string, (of: string) => Found>>;

export type Kind = keyof typeof LOOKS;

const noFile = (path: string): Error =>
  Object.assign(new TypeError(`${path} is not a regular file`), { code: 'ERR_NO_FILE' });
