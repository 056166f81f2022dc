import { type Connection, IFF, link as message, NetlinkError, RTM } from '../../netlink/index.ts';

/** Does work that may leave a link down that was up (wpa_driver_wext_deinit sets it down), and sets it up again. */
export async function stayUp(name: string, route: Connection, work: () => Promise<void>): Promise<void> {
  const before = await isUp(name, route);
  await work();
  if (before && (await isUp(name, route)) === false)
    await route.request({ message, type: RTM.NEWLINK, value: { name, flags: IFF.UP, change: IFF.UP } });
}

/** Whether the link is up; undefined if it does not exist. */
async function isUp(name: string, route: Connection): Promise<boolean | undefined> {
  try {
    const { flags = 0 } = await route.get({ message, type: RTM.GETLINK, value: { name } });
    return (flags & IFF.UP) !== 0;
  } catch (error) {
    if (error instanceof NetlinkError) return undefined;
    throw error;
  }
}
