// measure [-q] COMMAND [ARGUMENT...]: runs a command (-q: its complaints go nowhere, too) and prints what it took as one line of JSON:
// wall, user and system time in milliseconds, the peak of its resident memory in KiB, and its exit status.
// A parent as small as this one matters: the peak of a child starts with what its parent has at fork(2).
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static double now(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return t.tv_sec * 1e3 + t.tv_nsec / 1e6;
}

static double milliseconds(struct timeval t) { return t.tv_sec * 1e3 + t.tv_usec / 1e3; }

int main(int count, char **words) {
  if (count < 2) {
    fprintf(stderr, "usage: measure [-q] COMMAND [ARGUMENT...]\n");
    return 64;
  }
  int quiet = strcmp(words[1], "-q") == 0;
  words += quiet;
  double start = now();
  pid_t child = fork();
  if (child < 0) {
    perror("measure: fork");
    return 71;
  }
  if (child == 0) {
    int null = open("/dev/null", O_RDWR);
    if (null >= 0) {
      dup2(null, 0);
      dup2(null, 1);
      if (quiet) dup2(null, 2);
    }
    execvp(words[1], words + 1);
    perror(words[1]);
    _exit(127);
  }
  int status = 0;
  struct rusage used;
  memset(&used, 0, sizeof used);
  if (wait4(child, &status, 0, &used) < 0) {
    perror("measure: wait4");
    return 71;
  }
  double wall = now() - start;
  printf("{\"wall\":%.3f,\"user\":%.3f,\"system\":%.3f,\"rss\":%ld,\"status\":%d}\n", wall,
         milliseconds(used.ru_utime), milliseconds(used.ru_stime), used.ru_maxrss,
         WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status));
  return 0;
}
