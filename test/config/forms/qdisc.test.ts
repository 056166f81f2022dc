import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Case, checkCase, declared, network } from '../diagnose.ts';

const qdisc = (text: string): string => network(`dummy-devices: {d: {qdisc: ${text}}}`);

const READ: readonly (readonly [string, string])[] = [
  ['fq_codel', 'fq_codel'],
  ['default', 'default'],
  ['{kind: fq_codel}', 'fq_codel'],
  ['{kind: fq_codel, limit: 10240, ecn: yes}', 'fq_codel'],
  [
    '{kind: cake, nat: true, bandwidth: 50Mbit, diffserv: diffserv4, rtt: 20ms}',
    'cake bandwidth 50Mbit rtt 20ms target 1ms diffserv diffserv4 nat on',
  ],
  ['{kind: cake, rtt: 10ms}', 'cake rtt 10ms target 500us'],
  ['{kind: cake, rtt: 1us}', 'cake rtt 1us target 1us'],
  ['{kind: cake, rtt: 10ms, target: 5ms}', 'cake rtt 10ms'],
  ['{kind: cake, ack-filter: yes, overhead: -4}', 'cake ack-filter on overhead -4'],
  ['{kind: cake, ack-filter: aggressive}', 'cake ack-filter aggressive'],
  ['{kind: tbf, rate: 1Mbit, burst: 5kb, latency: 50ms}', 'tbf rate 1Mbit burst 5Kb limit 11370b'],
  ['{kind: tbf, rate: 1Mbit, burst: 5kb, latency: 0}', 'tbf rate 1Mbit burst 5Kb limit 5Kb'],
  [
    '{kind: tbf, rate: 1Mbit, burst: 5kb, limit: 10000, peakrate: 2Mbit, mtu: 1540}',
    'tbf rate 1Mbit burst 5Kb limit 10000b peakrate 2Mbit mtu 1540b',
  ],
  ['{kind: netem, delay: 10ms, reorder: 25%}', 'netem delay 10ms reorder 25% gap 1'],
  ['{kind: netem, delay: 10ms, gap: 5}', 'netem delay 10ms reorder 100% gap 5'],
  ['{kind: netem, delay: 10ms, gap: 1, reorder: 0}', 'netem delay 10ms gap 1'],
  ['{kind: netem, delay: 10ms, gap: 0, reorder: 5%}', 'netem delay 10ms reorder 5%'],
  ['{kind: netem, delay: 0, jitter: 5ms}', 'netem jitter 5ms'],
  ['{kind: netem, delay: 9007199.254740991s}', 'netem delay 9007199254740991ns'],
  ['{kind: netem, loss: 0.3%}', 'netem loss 0.3%'],
  ['{kind: codel, target: 5001us}', 'codel target 5001us'],
  ['{kind: codel, target: 5002us, interval: 43us}', 'codel target 5002us interval 42us'],
  ['{kind: sfq, perturb: 10}', 'sfq perturb 10s'],
  ['{kind: pfifo, limit: 100}', 'pfifo limit 100'],
  [
    '{kind: red, limit: 60kb, burst: 20, bandwidth: 100Mbit}',
    'red limit 60Kb min 5Kb max 15Kb bandwidth 100Mbit ewma 6 scell-log 13',
  ],
  ['{kind: choke, limit: 100, ewma: 5, scell-log: 9}', 'choke limit 100 min 8 max 25 ewma 5 scell-log 9'],
  [
    '{kind: ets, strict: 1, quanta: "3000, 2000", priomap: 0 1}',
    'ets handle 1: bands 3 strict 1 quanta 3000b,2000b priomap 0,1,2,2,2,2,2,2,2,2,2,2,2,2,2,2',
  ],
  [
    '{kind: mqprio, num-tc: 2, map: 0 1, queues: 1@0 3@1}',
    'mqprio num-tc 2 map 0,1,0,0,0,0,0,0,0,0,0,0,0,0,0,0 queues 1@0,3@1',
  ],
  ['{kind: cbs, locredit: -1470}', 'cbs locredit -1470'],
  ['{kind: etf, delta: 300us, deadline-mode: yes}', 'etf delta 300us deadline-mode on'],
  ['{kind: bfifo, limit: 100kb}', 'bfifo limit 100Kb'],
];
for (const [text, value] of READ)
  test(`${text} is read`, () => {
    const { links } = declared(qdisc(text));
    assert.deepEqual(links[0]?.link.attributes['qdisc'], value);
  });

const CASES: readonly Case[] = [
  ['an unknown kind', qdisc('«fqcodel»'), ['wrong-value'], /kind of queueing discipline/],
  ['an unknown kind in a mapping', qdisc('{kind: «caek»}'), ['wrong-value'], /must be one of cake/],
  ['a kind that is missing', qdisc('«{bandwidth: 1Mbit}»'), ['missing-key'], /needs "kind"/],
  ['a list', qdisc('«[cake]»'), ['wrong-type'], /kind of queueing discipline/],
  ['an unknown option', qdisc('{kind: cake, «bandwith»: 1Mbit}'), ['unknown-key'], /"bandwith"/],
  ['an inherited name', qdisc('{kind: cake, «constructor»: 1}'), ['unknown-key'], /"constructor"/],
  [
    'an option of another kind',
    qdisc('{kind: cake, «rate»: 1Mbit}'),
    ['unknown-key'],
    /"rate" is an option of tbf, netem, not of cake/,
  ],
  [
    'an option of a kind without any',
    qdisc('{kind: noqueue, «limit»: 1}'),
    ['unknown-key'],
    /not of noqueue/,
  ],
  ['no rate', qdisc('{kind: cake, bandwidth: «fast»}'), ['wrong-value'], /a rate such as 50Mbit/],
  ['a time without a unit', qdisc('{kind: cake, rtt: «20»}'), ['wrong-value'], /a time with its unit/],
  ['a switch with another word', qdisc('{kind: cake, nat: «maybe»}'), ['wrong-type'], /true or false/],
  ['an unknown word', qdisc('{kind: cake, diffserv: «four»}'), ['wrong-value'], /diffserv4/],
  ['a word beside a switch', qdisc('{kind: cake, ack-filter: «mild»}'), ['wrong-value'], /aggressive/],
  [
    'too many flows',
    qdisc('{kind: fq_codel, flows: «100000»}'),
    ['out-of-range'],
    /from 1 to 65536, not "100000"/,
  ],
  [
    'a time that is no whole number of ticks',
    qdisc('{kind: hhf, reset-timeout: «30ms»}'),
    ['conflict'],
    /a multiple of 20ms/,
  ],
  [
    'a quantum that is too small',
    qdisc('{kind: fq_codel, quantum: «10b»}'),
    ['out-of-range'],
    /from 256b to 1Mb/,
  ],
  [
    'a number of buckets that is no power of two',
    qdisc('{kind: fq, buckets: «1000»}'),
    ['conflict'],
    /power of two/,
  ],
  ['a token bucket without a rate', qdisc('«tbf»'), ['missing-key'], /a tbf needs "rate"/],
  ['a token bucket without a burst', qdisc('{kind: «tbf», rate: 1Mbit}'), ['missing-key'], /needs "burst"/],
  [
    'a token bucket without a limit',
    qdisc('{kind: «tbf», rate: 1Mbit, burst: 5kb}'),
    ['missing-key'],
    /needs "latency" or "limit"/,
  ],
  [
    'a token bucket with two limits',
    qdisc('{kind: tbf, rate: 1Mbit, burst: 5kb, limit: 9kb, latency: «5ms»}'),
    ['conflict'],
    /in other words/,
  ],
  [
    'a peak rate below the rate',
    qdisc('{kind: tbf, rate: 1Mbit, burst: 5kb, limit: 9kb, peakrate: «1Mbit», mtu: 1500}'),
    ['conflict'],
    /higher than "rate"/,
  ],
  [
    'a burst at the peak rate that takes longer than the kernel can show',
    qdisc('{kind: tbf, rate: 8bit, burst: 274b, limit: 9kb, peakrate: 16bit, mtu: «550b»}'),
    ['conflict'],
    /274 seconds at "peakrate"/,
  ],
  [
    'a latency in which more waits than 32 bits can count',
    qdisc('{kind: tbf, rate: 10Gbit, burst: 1Mb, latency: «5s»}'),
    ['conflict'],
    /"latency" is too long for this rate/,
  ],
  [
    'a burst that takes longer than the kernel can show',
    qdisc('{kind: tbf, rate: 8kbit, burst: «1Mb», limit: 9kb}'),
    ['conflict'],
    /"burst" must be sent within 274 seconds at "rate"/,
  ],
  [
    'a burst below the size that packets count for at least',
    qdisc('{kind: tbf, rate: 1Mbit, burst: «63b», mpu: 64b, limit: 9kb}'),
    ['conflict'],
    /"burst" must be at least "mpu"/,
  ],
  [
    'an empty burst at the peak rate',
    qdisc('{kind: tbf, rate: 1Mbit, burst: 5kb, limit: 9kb, peakrate: 2Mbit, mtu: «0»}'),
    ['out-of-range'],
    /"mtu" must be from 1b/,
  ],
  [
    'a jitter that the kernel would cut',
    qdisc('{kind: netem, delay: 10s, jitter: «3s»}'),
    ['out-of-range'],
    /to 2147483647ns/,
  ],
  ['a single bucket', qdisc('{kind: fq, buckets: «1»}'), ['out-of-range'], /from 2 to 262144/],
  [
    'a quantum that the kernel would take for a larger one',
    qdisc('{kind: sfq, quantum: «255»}'),
    ['out-of-range'],
    /from 256b to 1Mb/,
  ],
  ['a jitter of no delay', qdisc('{kind: netem, jitter: «5ms»}'), ['conflict'], /needs "delay"/],
  ['a red without a limit', qdisc('«red»'), ['missing-key'], /a red needs "limit"/],
  [
    'thresholds in the wrong order',
    qdisc('{kind: red, limit: 60kb, min: «9kb», max: 5kb}'),
    ['conflict'],
    /"min" must be below "max"/,
  ],
  [
    'a threshold beyond the queue',
    qdisc('{kind: choke, limit: 60, max: «61»}'),
    ['conflict'],
    /"max" is beyond "limit"/,
  ],
  [
    'a burst below the threshold',
    qdisc('{kind: red, limit: 60kb, min: 5kb, burst: «5»}'),
    ['conflict'],
    /"burst" must be at least 6, the packets in "min"/,
  ],
  [
    'a threshold below a packet',
    qdisc('{kind: red, limit: «9kb»}'),
    ['conflict'],
    /less than a packet: its average size is 1000 bytes/,
  ],
  [
    'a weight twice',
    qdisc('{kind: red, limit: 60kb, burst: «9», ewma: 3}'),
    ['conflict'],
    /says "ewma" in other words/,
  ],
  [
    'packets that are kept, but not marked',
    qdisc('{kind: red, limit: 60kb, nodrop: «true»}'),
    ['conflict'],
    /needs "ecn"/,
  ],
  ['ets without bands', qdisc('«ets»'), ['missing-key'], /needs "bands", "strict" or "quanta"/],
  [
    'a quantum that is none',
    qdisc('{kind: ets, quanta: «3000 many»}'),
    ['wrong-value'],
    /"quanta" must be a size .*, not "many"/,
  ],
  [
    'a band that there is not',
    qdisc('{kind: ets, bands: 2, priomap: «0 2»}'),
    ['conflict'],
    /below "bands", which is 2/,
  ],
  [
    'more priorities than there are',
    qdisc('{kind: ets, bands: 2, priomap: «0 1 0 1 0 1 0 1 0 1 0 1 0 1 0 1 0»}'),
    ['out-of-range'],
    /at most 16 values/,
  ],
  [
    'fewer queues than traffic classes',
    qdisc('{kind: mqprio, num-tc: 2, queues: «1@0»}'),
    ['conflict'],
    /as many as "num-tc", which is 2/,
  ],
  [
    'queues without a first one',
    qdisc('{kind: mqprio, num-tc: 1, queues: «2»}'),
    ['wrong-value'],
    /queues such as 2@0/,
  ],
  [
    'a list of another kind',
    qdisc('{kind: mqprio, num-tc: 1, queues: 1@0, «quanta»: 9}'),
    ['unknown-key'],
    /option of ets, not of mqprio/,
  ],
  [
    'a queue that is longer than all flows together',
    qdisc('{kind: sfq, limit: «1000», depth: 2}'),
    ['conflict'],
    /"depth" times "flows"/,
  ],
];
for (const one of CASES) test(`${one[0]} is refused`, () => checkCase(one));
