import { ipTunnel, number, samePointToPoint, type TunnelTable } from './rows.ts';

const vtiRows = (): TunnelTable => ({
  'tunnel.input-key': number('ikey'),
  'tunnel.output-key': number('okey'),
  'tunnel.fwmark': number('fwmark'),
});

export const vti = ipTunnel('vti', vtiRows, { remote: samePointToPoint });
export const vti6 = ipTunnel('vti6', vtiRows);
