import { ipTunnel, number, samePointToPoint, type TunnelTable } from './rows.ts';

const VTI: TunnelTable = {
  'tunnel.input-key': number('ikey'),
  'tunnel.output-key': number('okey'),
  'tunnel.fwmark': number('fwmark'),
};

export const vti = ipTunnel('vti', VTI, { remote: samePointToPoint });
export const vti6 = ipTunnel('vti6', VTI);
