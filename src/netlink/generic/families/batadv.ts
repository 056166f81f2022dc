import { mac, string, u32, type Value } from '../../codec/index.ts';
import type { GenericSocket } from '../generic-socket.ts';
import { genericMessage } from '../message.ts';

/** BATADV_NL_NAME. */
export const BATADV = 'batadv';
export const BATADV_CMD = { GET_MESH: 1 } as const;

/** Messages of B.A.T.M.A.N. advanced (BATADV_ATTR_*, linux/batman_adv.h), as far as they are about a mesh as a whole. */
export const batadvMesh = genericMessage(
  BATADV,
  () => ({
    moduleVersion: [1, string],
    algoName: [2, string],
    meshIfindex: [3, u32],
    meshIfname: [4, string],
    meshAddress: [5, mac],
    hardIfindex: [6, u32],
    hardIfname: [7, string],
    hardAddress: [8, mac],
  }),
  () => Object.fromEntries(Object.entries(BATADV_CMD).map(([name, cmd]) => [`BATADV_CMD_${name}`, cmd])),
);

/**
 * A mesh by the index of its link.
 * @throws NetlinkError EINVAL if the link is no mesh
 */
export function batadvMeshOf(socket: GenericSocket, meshIfindex: number): Promise<Value<typeof batadvMesh>> {
  return socket.get({
    family: BATADV,
    message: batadvMesh,
    value: { cmd: BATADV_CMD.GET_MESH, meshIfindex },
  });
}
