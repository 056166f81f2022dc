import { type FileHandle, open } from 'node:fs/promises';
import { netnsPath } from './connection/namespace-path.ts';
import { fromSystemError } from './connection/netlink-error.ts';

/**
 * Opens the file of a network namespace while `use` runs, for attributes that hold a descriptor (IFLA_NET_NS_FD): the
 * kernel looks it up in the process that sends the message.
 * @param netns a name below /run/netns, or the path of its file
 * @throws NetlinkError if there is no such file
 */
export async function withNamespaceFile<T>(netns: string, use: (fd: number) => Promise<T>): Promise<T> {
  const file = await openFile(netns);
  try {
    return await use(file.fd);
  } finally {
    await file.close();
  }
}

async function openFile(netns: string): Promise<FileHandle> {
  try {
    return await open(netnsPath(netns), 'r');
  } catch (error) {
    throw fromSystemError(error, `cannot open the network namespace ${netns}`);
  }
}
