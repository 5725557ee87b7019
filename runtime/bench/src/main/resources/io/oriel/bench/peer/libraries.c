/*
 * Times well-known libraries of the distribution. They are opened when asked for, so that building
 * needs no development package; the few declarations needed stand here.
 *
 * One order per line on standard input, one answer per line:
 *   name crypto|isal|yuv|swscale     ok NAME AND VERSION
 *   seal LENGTH SECONDS              ok MEDIAN-MICROSECONDS-OF-A-PACKET
 *   fec8 DATA PARITY LENGTH SECONDS  ... of a block
 *   libyuv WIDTH HEIGHT SECONDS      ... of a picture
 *   swscale WIDTH HEIGHT SECONDS     ... of a picture
 * or: absent WHY, error WHY
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <link.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static const char *why; /* an error of the work under way */

static double now(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return t.tv_sec * 1e6 + t.tv_nsec / 1e3;
}

static int ascending(const void *a, const void *b) {
  double x = *(const double *) a, y = *(const double *) b;
  return (x > y) - (x < y);
}

/* Median time of one call, from batches of at least 50 microseconds. */
static double median(void (*work)(void *), void *context, double seconds) {
  enum { MOST = 1 << 16 };
  static double samples[MOST];
  int batch = 1, count = 0;
  for (;;) {
    double begun = now();
    for (int i = 0; i < batch; i++) work(context);
    if (now() - begun >= 50 || why) break;
    batch *= 2;
  }
  double end = now() + seconds * 1e6;
  do {
    double begun = now();
    for (int i = 0; i < batch; i++) work(context);
    samples[count++] = (now() - begun) / batch;
  } while (count < MOST && now() < end && !why);
  qsort(samples, count, sizeof(double), ascending);
  return samples[count / 2];
}

static void *open_any(const char *const *names) {
  for (; *names; names++) {
    void *library = dlopen(*names, RTLD_NOW);
    if (library) return library;
  }
  return NULL;
}

static void *buffer(size_t bytes) {
  uint8_t *p = aligned_alloc(64, (bytes + 127) / 64 * 64);
  if (!p) abort();
  uint32_t x = 1;
  for (size_t i = 0; i < bytes; i++) {
    x = x * 1664525u + 1013904223u;
    p[i] = x >> 24;
  }
  return p;
}

static void tell(double micros) {
  if (why) {
    printf("error %s\n", why);
  } else {
    printf("ok %.4f\n", micros);
  }
}

/* The file a library was loaded from, links followed: it carries the version. */
static void tell_file(void *library, const char *name) {
  struct link_map *map;
  char *path = NULL;
  if (dlinfo(library, RTLD_DI_LINKMAP, &map) == 0) path = realpath(map->l_name, NULL);
  const char *slash = path ? strrchr(path, '/') : NULL;
  printf("ok %s (%s)\n", name, slash ? slash + 1 : "?");
  free(path);
}

/* --- OpenSSL ------------------------------------------------------------------------------- */

static struct {
  void *library;
  const char *(*version)(int);
  void *(*new_context)(void);
  const void *(*aes_128_gcm)(void);
  int (*init)(void *, const void *, void *, const uint8_t *, const uint8_t *);
  int (*update)(void *, uint8_t *, int *, const uint8_t *, int);
  int (*final)(void *, uint8_t *, int *);
  int (*control)(void *, int, int, void *);
} crypto;

static int crypto_there(void) {
  static const char *const names[] = {"libcrypto.so.3", NULL};
  if (!crypto.library) {
    void *l = open_any(names);
    if (!l) {
      puts("absent no libcrypto.so.3; apt-get install libssl3");
      return 0;
    }
    crypto.version = (const char *(*)(int)) dlsym(l, "OpenSSL_version");
    crypto.new_context = (void *(*)(void)) dlsym(l, "EVP_CIPHER_CTX_new");
    crypto.aes_128_gcm = (const void *(*)(void)) dlsym(l, "EVP_aes_128_gcm");
    crypto.init = (int (*)(void *, const void *, void *, const uint8_t *, const uint8_t *))
        dlsym(l, "EVP_EncryptInit_ex");
    crypto.update = (int (*)(void *, uint8_t *, int *, const uint8_t *, int))
        dlsym(l, "EVP_EncryptUpdate");
    crypto.final = (int (*)(void *, uint8_t *, int *)) dlsym(l, "EVP_EncryptFinal_ex");
    crypto.control = (int (*)(void *, int, int, void *)) dlsym(l, "EVP_CIPHER_CTX_ctrl");
    crypto.library = l;
  }
  return 1;
}

struct seal {
  void *context;
  uint8_t *in, *out;
  int length;
  uint64_t counter;
};

static void seal_one(void *p) {
  struct seal *s = p;
  uint8_t iv[12] = {0};
  int n = 0, rest = 0;
  s->counter++;
  memcpy(iv + 4, &s->counter, 8);
  int ok = crypto.init(s->context, NULL, NULL, NULL, iv)
      && crypto.update(s->context, NULL, &n, iv + 4, 8)
      && crypto.update(s->context, s->out, &n, s->in, s->length)
      && crypto.final(s->context, s->out + n, &rest)
      && crypto.control(s->context, 0x10 /* get the tag */, 16, s->out + s->length);
  if (!ok) why = "OpenSSL refused";
}

static void seal(int length, double seconds) {
  if (!crypto_there()) return;
  struct seal s = {crypto.new_context(), buffer(length), buffer(length + 16), length, 0};
  uint8_t key[16] = {7};
  if (!crypto.init(s.context, crypto.aes_128_gcm(), NULL, key, NULL)) why = "no AES-128-GCM";
  tell(why ? 0 : median(seal_one, &s, seconds));
  free(s.in);
  free(s.out);
}

/* --- ISA-L --------------------------------------------------------------------------------- */

static struct {
  void *library;
  void (*matrix)(uint8_t *, int, int);
  void (*tables)(int, int, uint8_t *, uint8_t *);
  void (*encode)(int, int, int, uint8_t *, uint8_t **, uint8_t **);
} isal;

static int isal_there(void) {
  static const char *const names[] = {"libisal.so.2", NULL};
  if (!isal.library) {
    void *l = open_any(names);
    if (!l) {
      puts("absent no libisal.so.2; apt-get install libisal2");
      return 0;
    }
    isal.matrix = (void (*)(uint8_t *, int, int)) dlsym(l, "gf_gen_cauchy1_matrix");
    isal.tables = (void (*)(int, int, uint8_t *, uint8_t *)) dlsym(l, "ec_init_tables");
    isal.encode = (void (*)(int, int, int, uint8_t *, uint8_t **, uint8_t **))
        dlsym(l, "ec_encode_data");
    isal.library = l;
  }
  return 1;
}

struct block {
  int data, parity, length;
  uint8_t *tables;
  uint8_t *rows[256];
};

static void encode_one(void *p) {
  struct block *b = p;
  isal.encode(b->length, b->data, b->parity, b->tables, b->rows, b->rows + b->data);
}

static void fec8(int data, int parity, int length, double seconds) {
  if (!isal_there()) return;
  struct block b = {data, parity, length, buffer(32 * (size_t) data * parity), {0}};
  uint8_t *matrix = buffer((size_t) (data + parity) * data);
  uint8_t *shards = buffer((size_t) (data + parity) * length);
  for (int i = 0; i < data + parity; i++) b.rows[i] = shards + (size_t) i * length;
  isal.matrix(matrix, data + parity, data);
  isal.tables(data, parity, matrix + (size_t) data * data, b.tables);
  tell(median(encode_one, &b, seconds));
  free(shards);
  free(matrix);
  free(b.tables);
}

/* --- pictures ------------------------------------------------------------------------------ */

struct picture {
  int width, height;
  uint8_t *rgb, *y, *u, *v;
  void *scaler;
};

static struct picture picture(int width, int height) {
  size_t n = (size_t) width * height;
  return (struct picture) {width, height, buffer(4 * n), buffer(n), buffer(n / 4), buffer(n / 4), 0};
}

static void release(struct picture *p) {
  free(p->rgb);
  free(p->y);
  free(p->u);
  free(p->v);
}

typedef int (*to_i420)(const uint8_t *, int, uint8_t *, int, uint8_t *, int, uint8_t *, int, int, int);

static struct {
  void *library;
  to_i420 convert;
} yuv;

static int yuv_there(void) {
  static const char *const names[] = {"libyuv.so.0", NULL};
  if (!yuv.library) {
    void *l = open_any(names);
    if (!l) {
      puts("absent no libyuv.so.0; apt-get install libyuv0");
      return 0;
    }
    yuv.convert = (to_i420) dlsym(l, "ARGBToI420");
    yuv.library = l;
  }
  return 1;
}

static void yuv_one(void *context) {
  struct picture *p = context;
  int half = p->width / 2;
  if (yuv.convert(p->rgb, 4 * p->width, p->y, p->width, p->u, half, p->v, half, p->width,
                  p->height)) {
    why = "libyuv refused";
  }
}

static void libyuv(int width, int height, double seconds) {
  if (!yuv_there()) return;
  struct picture p = picture(width, height);
  tell(median(yuv_one, &p, seconds));
  release(&p);
}

static struct {
  void *library;
  unsigned (*version)(void);
  void *(*context)(int, int, int, int, int, int, int, void *, void *, const double *);
  const int *(*coefficients)(int);
  int (*details)(void *, const int *, int, const int *, int, int, int, int);
  int (*scale)(void *, const uint8_t *const *, const int *, int, int, uint8_t *const *,
               const int *);
  void (*free_context)(void *);
  int (*format)(const char *);
} sws;

static int sws_there(void) {
  static const char *const names[] = {
      "libswscale.so.9", "libswscale.so.8", "libswscale.so.7", "libswscale.so.6", NULL};
  static const char *const utils[] = {
      "libavutil.so.60", "libavutil.so.59", "libavutil.so.58", "libavutil.so.57", NULL};
  if (!sws.library) {
    void *l = open_any(names);
    void *u = open_any(utils);
    if (!l || !u) {
      puts("absent no libswscale; apt-get install ffmpeg");
      return 0;
    }
    sws.version = (unsigned (*)(void)) dlsym(l, "swscale_version");
    sws.context = (void *(*)(int, int, int, int, int, int, int, void *, void *, const double *))
        dlsym(l, "sws_getContext");
    sws.coefficients = (const int *(*)(int)) dlsym(l, "sws_getCoefficients");
    sws.details = (int (*)(void *, const int *, int, const int *, int, int, int, int))
        dlsym(l, "sws_setColorspaceDetails");
    sws.scale = (int (*)(void *, const uint8_t *const *, const int *, int, int,
                         uint8_t *const *, const int *)) dlsym(l, "sws_scale");
    sws.free_context = (void (*)(void *)) dlsym(l, "sws_freeContext");
    sws.format = (int (*)(const char *)) dlsym(u, "av_get_pix_fmt");
    sws.library = l;
  }
  return 1;
}

static void sws_one(void *context) {
  struct picture *p = context;
  const uint8_t *in[4] = {p->rgb};
  int in_stride[4] = {4 * p->width};
  uint8_t *out[4] = {p->y, p->u, p->v};
  int out_stride[4] = {p->width, p->width / 2, p->width / 2};
  if (sws.scale(p->scaler, in, in_stride, 0, p->height, out, out_stride) != p->height) {
    why = "swscale refused";
  }
}

static void swscale(int width, int height, double seconds) {
  if (!sws_there()) return;
  struct picture p = picture(width, height);
  enum { BILINEAR = 2, BT709 = 1, ONE = 1 << 16 };
  p.scaler = sws.context(width, height, sws.format("bgr0"), width, height,
                         sws.format("yuv420p"), BILINEAR, NULL, NULL, NULL);
  if (!p.scaler) {
    why = "no swscale context";
  } else {
    const int *c = sws.coefficients(BT709);
    sws.details(p.scaler, c, 1, c, 0, 0, ONE, ONE);
  }
  tell(why ? 0 : median(sws_one, &p, seconds));
  if (p.scaler) sws.free_context(p.scaler);
  release(&p);
}

/* --- orders -------------------------------------------------------------------------------- */

static void name(const char *what) {
  if (!strcmp(what, "crypto")) {
    if (crypto_there()) printf("ok %.14s\n", crypto.version(0));
  } else if (!strcmp(what, "isal")) {
    if (isal_there()) tell_file(isal.library, "ISA-L");
  } else if (!strcmp(what, "yuv")) {
    if (yuv_there()) tell_file(yuv.library, "libyuv BT.601");
  } else if (!strcmp(what, "swscale")) {
    if (sws_there()) {
      unsigned v = sws.version();
      printf("ok swscale %u.%u.%u\n", v >> 16, v >> 8 & 255, v & 255);
    }
  } else {
    printf("error nobody is called %s\n", what);
  }
}

int main(void) {
  char line[256], what[32];
  int a, b, c;
  double seconds;
  setvbuf(stdout, NULL, _IOLBF, 0);
  while (fgets(line, sizeof line, stdin)) {
    why = NULL;
    if (sscanf(line, "name %31s", what) == 1) {
      name(what);
    } else if (sscanf(line, "seal %d %lf", &a, &seconds) == 2) {
      seal(a, seconds);
    } else if (sscanf(line, "fec8 %d %d %d %lf", &a, &b, &c, &seconds) == 4 && a + b <= 255) {
      fec8(a, b, c, seconds);
    } else if (sscanf(line, "libyuv %d %d %lf", &a, &b, &seconds) == 3) {
      libyuv(a, b, seconds);
    } else if (sscanf(line, "swscale %d %d %lf", &a, &b, &seconds) == 3) {
      swscale(a, b, seconds);
    } else {
      printf("error unknown order %s", line);
    }
  }
  return 0;
}
