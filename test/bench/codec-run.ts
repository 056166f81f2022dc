// A program of its own: node codec-run.js WHAT COUNT works on as many routes as routes.c does, in the same passes, and
// prints the median of what they took.
import { type Block, host, openConnection, RTM, route, Writer } from '../../src/netlink/index.ts';
import { collect } from './collect.ts';
import { median, type Sample } from './sample.ts';

const PASSES = 7;
const [what = '', size = '0'] = process.argv.slice(2);
const count = Number(size);
const gateway = 0x0a40_fffe;
let sum = 0;

function encode(w: Writer): void {
  w.at = 0;
  for (let i = 0; i < count; i++) {
    const dst = 0x1000_0000 + i * 256;
    route.write(w, RTM.NEWROUTE, 0x401, i, {
      family: 2,
      dstLen: 24,
      tableId: 254,
      protocol: 4,
      type: 1,
      dst,
      gateway,
      oif: 3,
      table: 254,
      priority: 100,
    });
  }
}

type View = InstanceType<typeof route.View>;
const five = ({ dst, gateway: via, oif, table, priority }: View): number =>
  Number(dst ?? 0) + Number(via ?? 0) + (oif ?? 0) + (table ?? 0) + (priority ?? 0);

function each(block: Block, end: number, visit: (view: View) => void): void {
  const view = new route.View();
  for (let at = 0; at < end; ) {
    const next = at + block.data.getUint32(at, host);
    visit(view.at(block, at + 16, next));
    at = next;
  }
}

async function dump(map: (view: View) => unknown): Promise<void> {
  const connection = openConnection();
  const objects = await connection.dump({ message: route, type: RTM.GETROUTE, value: { family: 2 } }, map);
  connection.close();
  if (objects.length < count) throw new Error(`${objects.length} routes where ${count} were expected`);
}

const whole = (view: View): unknown => route.read(view);
const counted = (view: View): true => {
  sum += five(view);
  return true;
};

function job(): () => void | Promise<void> {
  if (what === 'dump view') return () => dump(counted);
  if (what === 'dump objects') return () => dump(whole);
  const writer = new Writer(count * 72);
  if (what === 'encode') return () => encode(writer);
  encode(writer);
  const { at } = writer;
  if (what === 'decode view') return () => each(writer, at, counted);
  const kept = new Array<unknown>(count);
  if (what !== 'decode objects') throw new Error(`what is "${what}"?`);
  return () => {
    let k = 0;
    each(writer, at, (view) => {
      kept[k++] = whole(view);
    });
  };
}

const pass = job();
const samples: Sample[] = [];
for (let i = 0; i < PASSES; i++) {
  collect();
  const cpu = process.cpuUsage();
  const start = performance.now();
  await pass();
  const wall = performance.now() - start;
  const { user, system } = process.cpuUsage(cpu);
  samples.push({ wall, cpu: (user + system) / 1000 });
}
if (Number.isNaN(sum)) throw new Error('a route was read wrong');
process.stdout.write(
  JSON.stringify({ wall: median(samples.map((s) => s.wall)), cpu: median(samples.map((s) => s.cpu)) }),
);
