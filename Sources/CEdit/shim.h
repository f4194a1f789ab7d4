/* libedit for Swift: inline functions over its variadic calls, and the one signal handler.
   Strings are wide and end in 0; what libedit keeps is said at each function. */
#ifndef WESSAAL_CEDIT_SHIM_H
#define WESSAAL_CEDIT_SHIM_H

#include <errno.h>
#include <histedit.h>
#include <signal.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <wchar.h>

/* As wchar.h declares it where X/Open's functions are asked for. */
extern int wcwidth(wchar_t);

typedef wchar_t *(*edit_prompt_function)(EditLine *);
typedef unsigned char (*edit_key_function)(EditLine *, wint_t);
typedef int (*edit_read_function)(EditLine *, wchar_t *);

/* The prompt is asked for at each drawing; what stands between two `mark`s is printed and takes no room. */
static inline void edit_set_prompt(EditLine *edit, edit_prompt_function prompt, wchar_t mark) {
  el_wset(edit, EL_PROMPT_ESC, prompt, (int)mark);
}

static inline void edit_set_reader(EditLine *edit, edit_read_function reader) {
  el_wset(edit, EL_GETCFN, reader);
}

/* A pointer for the callbacks; libedit only keeps it. */
static inline void edit_set_owner(EditLine *edit, void *owner) { el_wset(edit, EL_CLIENTDATA, owner); }

static inline void *edit_owner(EditLine *edit) {
  void *owner = NULL;
  el_wget(edit, EL_CLIENTDATA, &owner);
  return owner;
}

/* The terminal's type by its name, instead of $TERM's. */
static inline void edit_set_terminal(EditLine *edit, const char *type) { el_wset(edit, EL_TERMINAL, type); }

/* "emacs" or "vi"; the key maps go back to their first state. */
static inline void edit_set_keys(EditLine *edit, bool vi) { el_wset(edit, EL_EDITOR, vi ? L"vi" : L"emacs"); }

static inline bool edit_has_vi_keys(EditLine *edit) {
  const wchar_t *name = NULL;
  return el_wget(edit, EL_EDITOR, &name) == 0 && name != NULL && wcscmp(name, L"vi") == 0;
}

/* Whether lines are edited at all: not after `edit off` in the user's file. */
static inline bool edit_is_on(EditLine *edit) {
  int on = 0;
  el_wget(edit, EL_EDITMODE, &on);
  return on != 0;
}

/* Makes `function` known by a name that keys can be bound to; libedit keeps the pointer to the name. */
static inline void edit_add_function(EditLine *edit, const wchar_t *name, edit_key_function function) {
  el_wset(edit, EL_ADDFN, name, name, function);
}

static inline void edit_bind(EditLine *edit, const wchar_t *keys, const wchar_t *name) {
  el_wset(edit, EL_BIND, keys, name, (wchar_t *)NULL);
}

/* The same in the map of vi's command mode. */
static inline void edit_bind_command_mode(EditLine *edit, const wchar_t *keys, const wchar_t *name) {
  el_wset(edit, EL_BIND, L"-a", keys, name, (wchar_t *)NULL);
}

/* What libedit says of a sequence of keys, for the caller to free: nothing where it has no meaning. It only prints
   that, so it is made to print into memory; what it says of other sequences goes to `nowhere`. */
static inline char *edit_meaning(EditLine *edit, const wchar_t *keys, FILE *nowhere) {
  FILE *output = NULL, *errors = NULL;
  char *said = NULL;
  size_t length = 0;
  FILE *memory = open_memstream(&said, &length);
  if (memory == NULL) return NULL;
  el_wget(edit, EL_GETFP, 1, &output);
  el_wget(edit, EL_GETFP, 2, &errors);
  el_wset(edit, EL_SETFP, 1, memory);
  el_wset(edit, EL_SETFP, 2, nowhere);
  el_wset(edit, EL_BIND, keys, (wchar_t *)NULL);
  el_wset(edit, EL_SETFP, 1, output);
  el_wset(edit, EL_SETFP, 2, errors);
  fclose(memory);
  return said;
}

/* While a line is edited, Ctrl-C, Ctrl-Z and Ctrl-\ are keys and send no signals, Ctrl-S is one and does not
   hold the terminal, and a carriage return is told from a newline. */
static inline void edit_take_all_keys(EditLine *edit) {
  el_wset(edit, EL_SETTY, L"-d", L"-isig", L"-ixon", L"-icrnl", L"-inlcr", (wchar_t *)NULL);
}

/* Into the terminal mode for editing, or out of it. */
static inline void edit_prepare_terminal(EditLine *edit, bool editing) {
  el_wset(edit, EL_PREP_TERM, (int)editing);
}

/* Where libedit draws; `file` stays the caller's. */
static inline void edit_set_output(EditLine *edit, FILE *file) { el_wset(edit, EL_SETFP, 1, file); }

/* Draws prompt and line anew from where the terminal's cursor is. */
static inline void edit_refresh(EditLine *edit) { el_wset(edit, EL_REFRESH); }

static inline void edit_set_history(EditLine *edit, HistoryW *history) {
  el_wset(edit, EL_HIST, history_w, history);
}

static inline void edit_history_limit(HistoryW *history, int limit) {
  HistEventW event;
  history_w(history, &event, H_SETSIZE, limit);
}

/* The number that libedit gives the text, which it copies. */
static inline int edit_history_add(HistoryW *history, const wchar_t *text) {
  HistEventW event;
  return history_w(history, &event, H_ENTER, text) < 0 ? -1 : event.num;
}

/* libedit gives the text that it kept to whoever removes it. */
static inline void edit_history_remove(HistoryW *history, int number) {
  HistEventW event;
  if (history_w(history, &event, H_DEL, number) == 0) free((void *)event.str);
}

/* Where the handler writes: a handler is given nothing but the number of its signal, so this one
   value cannot be passed to it. */
static inline int *edit_signal_descriptor(void) {
  static int descriptor = -1;
  return &descriptor;
}

static inline void edit_signal_handler(int signal) {
  int saved = errno;
  unsigned char byte = (unsigned char)signal;
  ssize_t ignored = write(*edit_signal_descriptor(), &byte, 1);
  (void)ignored;
  errno = saved;
}

static inline void edit_signal_target(int descriptor) { *edit_signal_descriptor() = descriptor; }

/* Lets `signal` write its number to the target, unless it is ignored; `before` is what it did. */
static inline void edit_catch_signal(int signal, struct sigaction *before) {
  struct sigaction action;
  memset(&action, 0, sizeof action);
  action.sa_handler = edit_signal_handler;
  action.sa_flags = SA_RESTART;
  sigemptyset(&action.sa_mask);
  if (sigaction(signal, NULL, before) == 0 && before->sa_handler != SIG_IGN) sigaction(signal, &action, NULL);
}

#endif
