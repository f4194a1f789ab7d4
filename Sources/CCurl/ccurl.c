#include "ccurl.h"

#include <dlfcn.h>
#include <pthread.h>

// The functions of libcurl by name, with the types that curl.h gives them.
#define FUNCTIONS(F) \
  F(curl_global_init) F(curl_easy_init) F(curl_easy_cleanup) F(curl_easy_strerror) F(curl_easy_setopt) \
  F(curl_easy_getinfo) F(curl_slist_append) F(curl_slist_free_all) F(curl_multi_init) \
  F(curl_multi_cleanup) F(curl_multi_setopt) F(curl_multi_add_handle) F(curl_multi_remove_handle) \
  F(curl_multi_socket_action) F(curl_multi_info_read) F(curl_url) F(curl_url_cleanup) \
  F(curl_url_set) F(curl_url_get) F(curl_free)

#define MEMBER(name) __typeof__(&name) name;
static struct { FUNCTIONS(MEMBER) } lib;
static bool loaded;
// libcurl has it from 7.83 on.
static __typeof__(&curl_easy_header) header;

static void load(void) {
  void *library = dlopen("libcurl.so.4", RTLD_NOW | RTLD_LOCAL);
  if (!library) return;
  loaded = true;
#define FIND(name) loaded = (lib.name = (__typeof__(&name))dlsym(library, #name)) && loaded;
  FUNCTIONS(FIND)
  header = (__typeof__(&curl_easy_header))dlsym(library, "curl_easy_header");
}

bool ccurl_load(void) {
  static pthread_once_t once = PTHREAD_ONCE_INIT;
  pthread_once(&once, load);
  return loaded;
}

CURLcode ccurl_global_init(long flags) { return lib.curl_global_init(flags); }
CURL *ccurl_easy_init(void) { return lib.curl_easy_init(); }
void ccurl_easy_cleanup(CURL *easy) { lib.curl_easy_cleanup(easy); }
const char *ccurl_easy_strerror(CURLcode code) { return lib.curl_easy_strerror(code); }

CURLcode ccurl_set_long(CURL *easy, CURLoption option, long value) {
  return lib.curl_easy_setopt(easy, option, value);
}

CURLcode ccurl_set_size(CURL *easy, CURLoption option, curl_off_t value) {
  return lib.curl_easy_setopt(easy, option, value);
}

CURLcode ccurl_set_text(CURL *easy, CURLoption option, const char *value) {
  return lib.curl_easy_setopt(easy, option, value);
}

CURLcode ccurl_set_pointer(CURL *easy, CURLoption option, void *value) {
  return lib.curl_easy_setopt(easy, option, value);
}

CURLcode ccurl_set_list(CURL *easy, CURLoption option, struct curl_slist *value) {
  return lib.curl_easy_setopt(easy, option, value);
}

CURLcode ccurl_set_write(CURL *easy, CURLoption option, curl_write_callback value) {
  return lib.curl_easy_setopt(easy, option, value);
}

CURLcode ccurl_set_prereq(CURL *easy, CURLoption option, curl_prereq_callback value) {
  return lib.curl_easy_setopt(easy, option, value);
}

CURLcode ccurl_set_debug(CURL *easy, CURLoption option, curl_debug_callback value) {
  return lib.curl_easy_setopt(easy, option, value);
}

CURLcode ccurl_get_long(CURL *easy, CURLINFO info, long *value) {
  return lib.curl_easy_getinfo(easy, info, value);
}

CURLcode ccurl_get_size(CURL *easy, CURLINFO info, curl_off_t *value) {
  return lib.curl_easy_getinfo(easy, info, value);
}

bool ccurl_has_answered(CURL *easy) {
  struct curl_header *found;
  return !header || header(easy, ":status", 0, CURLH_PSEUDO, 0, &found) == CURLHE_OK;
}

struct curl_slist *ccurl_slist_append(struct curl_slist *list, const char *line) {
  return lib.curl_slist_append(list, line);
}

void ccurl_slist_free_all(struct curl_slist *list) { lib.curl_slist_free_all(list); }

CURLM *ccurl_multi_init(void) { return lib.curl_multi_init(); }
void ccurl_multi_cleanup(CURLM *multi) { lib.curl_multi_cleanup(multi); }

CURLMcode ccurl_multi_set_long(CURLM *multi, CURLMoption option, long value) {
  return lib.curl_multi_setopt(multi, option, value);
}

CURLMcode ccurl_multi_add_handle(CURLM *multi, CURL *easy) { return lib.curl_multi_add_handle(multi, easy); }

CURLMcode ccurl_multi_remove_handle(CURLM *multi, CURL *easy) {
  return lib.curl_multi_remove_handle(multi, easy);
}

CURLMcode ccurl_multi_set_callbacks(
    CURLM *multi, void *data, curl_socket_callback socket, curl_multi_timer_callback timer) {
  CURLMcode code = lib.curl_multi_setopt(multi, CURLMOPT_SOCKETFUNCTION, socket);
  if (!code) code = lib.curl_multi_setopt(multi, CURLMOPT_SOCKETDATA, data);
  if (!code) code = lib.curl_multi_setopt(multi, CURLMOPT_TIMERFUNCTION, timer);
  if (!code) code = lib.curl_multi_setopt(multi, CURLMOPT_TIMERDATA, data);
  return code;
}

CURLMcode ccurl_multi_act(CURLM *multi, curl_socket_t descriptor, int ready) {
  int running;
  return lib.curl_multi_socket_action(multi, descriptor, ready, &running);
}

CURL *ccurl_multi_finished(CURLM *multi, CURLcode *result) {
  int left;
  CURLMsg *message;
  while ((message = lib.curl_multi_info_read(multi, &left)))
    if (message->msg == CURLMSG_DONE) {
      *result = message->data.result;
      return message->easy_handle;
    }
  return NULL;
}

CURLU *ccurl_url(void) { return lib.curl_url(); }
void ccurl_url_cleanup(CURLU *url) { lib.curl_url_cleanup(url); }

CURLUcode ccurl_url_set(CURLU *url, CURLUPart part, const char *text, unsigned int flags) {
  return lib.curl_url_set(url, part, text, flags);
}

CURLUcode ccurl_url_get(CURLU *url, CURLUPart part, char **text, unsigned int flags) {
  return lib.curl_url_get(url, part, text, flags);
}

void ccurl_free(void *text) { lib.curl_free(text); }
