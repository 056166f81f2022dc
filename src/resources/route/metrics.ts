import type { RouteOptions } from '../../model/index.ts';
import { type route as message, RTAX_FEATURE, type Value } from '../../netlink/index.ts';

export type Metrics = NonNullable<Value<typeof message>['metrics']>;

/** The members of a type that are numbers. */
type Numbers<T> = { [K in keyof T]-?: Exclude<T[K], undefined> extends number ? K : never }[keyof T] & string;

export interface NumberMetric {
  /** The name in the configuration. */
  readonly key: string;
  readonly of: Numbers<RouteOptions>;
  readonly metric: Numbers<Metrics>;
  /** The kernel counts in this part of the configuration's unit. */
  readonly parts?: number;
}

/** Options that are a metric of the kernel, as a number. */
export const NUMBER_METRICS = [
  { key: 'hop-limit', of: 'hopLimit', metric: 'hoplimit' },
  { key: 'rto-min', of: 'rtoMin', metric: 'rtoMin' },
  { key: 'maximum-congestion-window', of: 'maximumCongestionWindow', metric: 'cwnd' },
  { key: 'window', of: 'window', metric: 'window' },
  { key: 'ssthresh', of: 'ssthresh', metric: 'ssthresh' },
  // As iproute2 counts them (iproute_modify).
  { key: 'rtt', of: 'rtt', metric: 'rtt', parts: 8 },
  { key: 'rttvar', of: 'rttvar', metric: 'rttvar', parts: 4 },
  { key: 'reordering', of: 'reordering', metric: 'reordering' },
] as const satisfies readonly NumberMetric[];

/** Options that are a metric with the value 1. */
export const FLAG_METRICS = [
  { key: 'quick-ack', of: 'quickAck', metric: 'quickack' },
  { key: 'fast-open-no-cookie', of: 'fastOpenNoCookie', metric: 'fastopenNoCookie' },
] as const;

/** The metrics that `locked` can name, by their names in the configuration; `id` is RTAX_*. */
export const LOCKS = [
  { key: 'window', metric: 'window', id: 3 },
  { key: 'rtt', metric: 'rtt', id: 4 },
  { key: 'rttvar', metric: 'rttvar', id: 5 },
  { key: 'ssthresh', metric: 'ssthresh', id: 6 },
  { key: 'advertised-mss', metric: 'advmss', id: 8 },
  { key: 'reordering', metric: 'reordering', id: 9 },
  { key: 'hop-limit', metric: 'hoplimit', id: 10 },
  { key: 'congestion-window', metric: 'initcwnd', id: 11 },
  { key: 'advertised-receive-window', metric: 'initrwnd', id: 14 },
] as const;

/** The kernel heeds these only where they are locked (tcp_rto_min, tcp_init_metrics). */
export const ALWAYS_LOCKED = [
  { metric: 'cwnd', id: 7 },
  { metric: 'rtoMin', id: 13 },
] as const;

/** `lock-mtu` */
export const MTU_LOCK = 1 << 2;

/** What `features` can name. */
export const FEATURES: Readonly<Record<string, number>> = {
  ecn: RTAX_FEATURE.ECN,
  'tcp-usec-ts': RTAX_FEATURE.TCP_USEC_TS,
};
