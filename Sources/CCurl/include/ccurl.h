// What HTTP uses of libcurl. Options are set and read through variadic C functions, which Swift cannot call:
// one function here for each type of argument.
//
// libcurl is loaded at the first use and not with the program: with the 30 libraries that it brings it is
// 5 ms of a start of 12, and most scripts that are checked, formatted or mistyped never call the API.
#pragma once
#define CURL_DISABLE_TYPECHECK
#include <curl/curl.h>
#include <stdbool.h>

/// Loads libcurl where that was not done yet. False where there is none: then nothing below may be called.
bool ccurl_load(void);

CURLcode ccurl_global_init(long flags);
CURL *ccurl_easy_init(void);
void ccurl_easy_cleanup(CURL *easy);
const char *ccurl_easy_strerror(CURLcode code);
CURLcode ccurl_set_long(CURL *easy, CURLoption option, long value);
CURLcode ccurl_set_size(CURL *easy, CURLoption option, curl_off_t value);
/// Options of type `char *`: libcurl copies the text. NULL takes the option back.
CURLcode ccurl_set_text(CURL *easy, CURLoption option, const char *value);
/// Options whose value is a pointer that libcurl keeps.
CURLcode ccurl_set_pointer(CURL *easy, CURLoption option, void *value);
CURLcode ccurl_set_list(CURL *easy, CURLoption option, struct curl_slist *value);
CURLcode ccurl_set_write(CURL *easy, CURLoption option, curl_write_callback value);
CURLcode ccurl_set_debug(CURL *easy, CURLoption option, curl_debug_callback value);
CURLcode ccurl_set_prereq(CURL *easy, CURLoption option, curl_prereq_callback value);
CURLcode ccurl_get_long(CURL *easy, CURLINFO info, long *value);
CURLcode ccurl_get_size(CURL *easy, CURLINFO info, curl_off_t *value);
// Whether HTTP/2's status of an answer, also of an interim one, has come, told to the callback for headers or not; true
// where libcurl cannot tell. It is asked of the first request of the handle: libcurl may have begun a second one, which
// the callback before requests refuses.
bool ccurl_has_answered(CURL *easy);
struct curl_slist *ccurl_slist_append(struct curl_slist *list, const char *line);
void ccurl_slist_free_all(struct curl_slist *list);

CURLM *ccurl_multi_init(void);
void ccurl_multi_cleanup(CURLM *multi);
CURLMcode ccurl_multi_set_long(CURLM *multi, CURLMoption option, long value);
CURLMcode ccurl_multi_add_handle(CURLM *multi, CURL *easy);
CURLMcode ccurl_multi_remove_handle(CURLM *multi, CURL *easy);
/// Sets both callbacks and the data that they are given; NULL takes them back.
CURLMcode ccurl_multi_set_callbacks(
    CURLM *multi, void *data, curl_socket_callback socket, curl_multi_timer_callback timer);
/// Reads and writes on a descriptor that is ready; with CURL_SOCKET_TIMEOUT, does what is due.
CURLMcode ccurl_multi_act(CURLM *multi, curl_socket_t descriptor, int ready);
/// The handle of the next finished transfer and its result, or NULL where none is left.
CURL *ccurl_multi_finished(CURLM *multi, CURLcode *result);

CURLU *ccurl_url(void);
void ccurl_url_cleanup(CURLU *url);
CURLUcode ccurl_url_set(CURLU *url, CURLUPart part, const char *text, unsigned int flags);
/// The text is the caller's, to be freed with `ccurl_free`.
CURLUcode ccurl_url_get(CURLU *url, CURLUPart part, char **text, unsigned int flags);
void ccurl_free(void *text);
