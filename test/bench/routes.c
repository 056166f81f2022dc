// What the codec and the dumps are measured against: IPv4 routes in C, as iproute2's library handles them.
//   routes encode|decode COUNT    in memory; prints milliseconds, wall and CPU, of the median of PASSES passes
//   routes fill COUNT LINK        adds the routes, 128 a send
//   routes apply COUNT LINK       looks at what there is, adds the routes, and looks whether they are there
//   routes dump COUNT             reads them back; prints milliseconds as above
#define _GNU_SOURCE
#include <linux/netlink.h>
#include <linux/rtnetlink.h>
#include <net/if.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum { PASSES = 7, SIZE = 68, BATCH = 128 };

struct times {
  double wall, cpu;
};

static struct times now(void) {
  struct timespec wall, cpu;
  clock_gettime(CLOCK_MONOTONIC, &wall);
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &cpu);
  return (struct times){wall.tv_sec * 1e3 + wall.tv_nsec / 1e6, cpu.tv_sec * 1e3 + cpu.tv_nsec / 1e6};
}

static void fail(const char *what) {
  perror(what);
  exit(1);
}

static char *attribute(char *at, uint16_t type, uint32_t value) {
  struct rtattr *a = (struct rtattr *)at;
  a->rta_len = 8;
  a->rta_type = type;
  memcpy(RTA_DATA(a), &value, 4);
  return at + 8;
}

static char *put(char *at, uint16_t flags, uint32_t seq, uint32_t i, uint32_t oif) {
  struct nlmsghdr *header = (struct nlmsghdr *)at;
  struct rtmsg *route = NLMSG_DATA(header);
  char *end = (char *)(route + 1);
  memset(header, 0, sizeof *header);
  memset(route, 0, sizeof *route);
  header->nlmsg_type = RTM_NEWROUTE;
  header->nlmsg_flags = flags;
  header->nlmsg_seq = seq;
  route->rtm_family = AF_INET;
  route->rtm_dst_len = 24;
  route->rtm_table = RT_TABLE_MAIN;
  route->rtm_protocol = RTPROT_STATIC;
  route->rtm_type = RTN_UNICAST;
  end = attribute(end, RTA_DST, __builtin_bswap32(0x10000000u + (i << 8)));
  end = attribute(end, RTA_GATEWAY, __builtin_bswap32(0x0a40fffeu));
  end = attribute(end, RTA_OIF, oif);
  end = attribute(end, RTA_TABLE, RT_TABLE_MAIN);
  end = attribute(end, RTA_PRIORITY, 100);
  header->nlmsg_len = end - at;
  return end;
}

static uint32_t number(struct rtattr *a) { return a ? *(uint32_t *)RTA_DATA(a) : 0; }

/** The sum of the five attributes, so that nothing of the work can be left out. */
static uint32_t parse(struct nlmsghdr *header) {
  struct rtmsg *route = NLMSG_DATA(header);
  struct rtattr *found[RTA_MAX + 1];
  int left = RTM_PAYLOAD(header);
  memset(found, 0, sizeof found);
  for (struct rtattr *a = RTM_RTA(route); RTA_OK(a, left); a = RTA_NEXT(a, left))
    if (a->rta_type <= RTA_MAX) found[a->rta_type] = a;
  return number(found[RTA_DST]) + number(found[RTA_GATEWAY]) + number(found[RTA_OIF]) + number(found[RTA_TABLE]) +
         number(found[RTA_PRIORITY]);
}

static char *encode(char *at, uint32_t count) {
  for (uint32_t i = 0; i < count; i++) at = put(at, NLM_F_REQUEST | NLM_F_CREATE, i, i, 3);
  return at;
}

static uint32_t decode(char *at, char *end) {
  uint32_t sum = 0;
  for (; at < end; at += NLMSG_ALIGN(((struct nlmsghdr *)at)->nlmsg_len)) sum += parse((struct nlmsghdr *)at);
  return sum;
}

static int open_socket(void) {
  int fd = socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC, NETLINK_ROUTE), one = 1;
  struct sockaddr_nl address = {.nl_family = AF_NETLINK};
  if (fd < 0 || bind(fd, (struct sockaddr *)&address, sizeof address) < 0) fail("socket");
  setsockopt(fd, SOL_NETLINK, NETLINK_CAP_ACK, &one, sizeof one);
  setsockopt(fd, SOL_NETLINK, NETLINK_GET_STRICT_CHK, &one, sizeof one);
  return fd;
}

static char received[32 << 10];

/** Reads until the acknowledgement of `last`; ends the program at the first error. */
static void drain(int fd, uint32_t last) {
  for (;;) {
    int size = recv(fd, received, sizeof received, 0);
    if (size < 0) fail("recv");
    for (struct nlmsghdr *h = (struct nlmsghdr *)received; NLMSG_OK(h, size); h = NLMSG_NEXT(h, size)) {
      if (h->nlmsg_type != NLMSG_ERROR) continue;
      int error = ((struct nlmsgerr *)NLMSG_DATA(h))->error;
      if (error != 0) {
        fprintf(stderr, "route %u: %s\n", h->nlmsg_seq, strerror(-error));
        exit(1);
      }
      if (h->nlmsg_seq == last) return;
    }
  }
}

static void fill(uint32_t count, uint32_t oif) {
  static char buffer[BATCH * SIZE];
  int fd = open_socket();
  for (uint32_t i = 0; i < count;) {
    char *at = buffer;
    for (int k = 0; k < BATCH && i < count; k++, i++) {
      uint16_t ack = k == BATCH - 1 || i == count - 1 ? NLM_F_ACK : 0;
      at = put(at, NLM_F_REQUEST | NLM_F_CREATE | NLM_F_EXCL | ack, i + 1, i, oif);
    }
    if (send(fd, buffer, at - buffer, 0) < 0) fail("send");
    drain(fd, i);
  }
}

static uint32_t dump(int fd, uint32_t *count) {
  struct {
    struct nlmsghdr header;
    struct rtmsg route;
  } request = {.header = {sizeof request, RTM_GETROUTE, NLM_F_REQUEST | NLM_F_DUMP, 1, 0},
               .route = {.rtm_family = AF_INET}};
  uint32_t sum = 0;
  *count = 0;
  if (send(fd, &request, sizeof request, 0) < 0) fail("send");
  for (;;) {
    int size = recv(fd, received, sizeof received, 0);
    if (size < 0) fail("recv");
    for (struct nlmsghdr *h = (struct nlmsghdr *)received; NLMSG_OK(h, size); h = NLMSG_NEXT(h, size)) {
      if (h->nlmsg_type == NLMSG_DONE) return sum;
      if (h->nlmsg_type != RTM_NEWROUTE) exit(1);
      sum += parse(h);
      ++*count;
    }
  }
}

static int by_value(const void *a, const void *b) {
  double x = *(const double *)a, y = *(const double *)b;
  return (x > y) - (x < y);
}

int main(int words, char **word) {
  uint32_t count = words > 2 ? strtoul(word[2], 0, 10) : 0, seen = count, sum = 0;
  double wall[PASSES], cpu[PASSES];
  if (words == 4 && !strcmp(word[1], "fill")) {
    fill(count, if_nametoindex(word[3]));
    return 0;
  }
  if (words == 4 && !strcmp(word[1], "apply")) {
    int fd = open_socket();
    uint32_t before;
    sum = dump(fd, &before);
    fill(count, if_nametoindex(word[3]));
    sum += dump(fd, &seen);
    printf("%u\n", sum);
    return seen - before != count;
  }
  int what = words == 3 ? word[1][0] : 0, encodes = what == 'e', dumps = what == 'd' && word[1][1] == 'u';
  if (what == 0 || count == 0) {
    fprintf(stderr, "usage: routes encode|decode|dump COUNT | fill|apply COUNT LINK\n");
    return 64;
  }
  char *buffer = dumps ? 0 : malloc((size_t)count * SIZE), *end = dumps ? 0 : encode(buffer, count);
  int fd = dumps ? open_socket() : -1;
  for (int pass = 0; pass < PASSES; pass++) {
    struct times start = now();
    if (encodes) encode(buffer, count);
    else sum += dumps ? dump(fd, &seen) : decode(buffer, end);
    struct times stop = now();
    wall[pass] = stop.wall - start.wall;
    cpu[pass] = stop.cpu - start.cpu;
    if (seen < count) exit(1);
  }
  qsort(wall, PASSES, sizeof *wall, by_value);
  qsort(cpu, PASSES, sizeof *cpu, by_value);
  printf("{\"wall\":%.4f,\"cpu\":%.4f,\"sum\":%u}\n", wall[PASSES / 2], cpu[PASSES / 2], sum);
  return 0;
}
