extension InboxPage {
  /// The page without its style and its script, which stand in the places of these words.
  static let markup = ##"""
    <!doctype html>
    <html lang="en" dir="ltr">
    <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="referrer" content="no-referrer">
    <title>Sandbox inbox</title>
    <style>STYLE</style>
    </head>
    <body data-view="list">
    <svg class="symbols" aria-hidden="true">
    <symbol id="i-clock" viewBox="0 0 16 16"><circle cx="8" cy="8" r="6"/><path d="M8 4.5V8l2.3 1.6"/></symbol>
    <symbol id="i-one" viewBox="0 0 16 16"><path d="m3 8.6 3 3L13 4.6"/></symbol>
    <symbol id="i-two" viewBox="0 0 20 16"><path d="m1.5 8.6 3 3 7-7M9.4 10.6l1.1 1 7-7"/></symbol>
    <symbol id="i-fail" viewBox="0 0 16 16"><circle cx="8" cy="8" r="6"/><path d="M8 4.6v4.2M8 11.2v.2"/></symbol>
    <symbol id="i-close" viewBox="0 0 16 16"><path d="m4 4 8 8M12 4l-8 8"/></symbol>
    <symbol id="i-back" viewBox="0 0 16 16"><path d="M10 3 5 8l5 5"/></symbol>
    <symbol id="i-side" viewBox="0 0 16 16"><path d="M2.5 4.5h11M2.5 8h11M2.5 11.5h11"/><circle cx="6" cy="4.5" r="1.4"/><circle cx="10.5" cy="8" r="1.4"/><circle cx="5" cy="11.5" r="1.4"/></symbol>
    <symbol id="i-day" viewBox="0 0 16 16"><circle cx="8" cy="8" r="3"/><path d="M8 1.5v1.6M8 12.9v1.6M1.5 8h1.6M12.9 8h1.6M3.4 3.4l1.1 1.1M11.5 11.5l1.1 1.1M12.6 3.4l-1.1 1.1M4.5 11.5l-1.1 1.1"/></symbol>
    <symbol id="i-find" viewBox="0 0 16 16"><circle cx="7" cy="7" r="4.2"/><path d="m10.2 10.2 3.3 3.3"/></symbol>
    <symbol id="i-image" viewBox="0 0 24 24"><rect x="3" y="4.5" width="18" height="15" rx="2.5"/><circle cx="8.5" cy="9.8" r="1.7"/><path d="m4 18 5.2-5 3.4 3 3.2-3.6L20.5 17"/></symbol>
    <symbol id="i-video" viewBox="0 0 24 24"><circle cx="12" cy="12" r="9"/><path d="m10 8.4 6 3.6-6 3.6z"/></symbol>
    <symbol id="i-audio" viewBox="0 0 24 24"><path d="m8 5.5 10 6.5-10 6.5z"/></symbol>
    <symbol id="i-file" viewBox="0 0 24 24"><path d="M6 3h8l4.5 4.5V21H6zM14 3v4.5h4.5M9 13h6M9 16.5h6"/></symbol>
    <symbol id="i-pin" viewBox="0 0 24 24"><path d="M12 21.5s-6.5-6-6.5-11a6.5 6.5 0 0 1 13 0c0 5-6.5 11-6.5 11z"/><circle cx="12" cy="10.5" r="2.4"/></symbol>
    <symbol id="i-reply" viewBox="0 0 16 16"><path d="M6.5 3.5 2.5 7.5l4 4M2.8 7.5H10a3.6 3.6 0 0 1 3.6 3.6v1.4"/></symbol>
    <symbol id="i-url" viewBox="0 0 16 16"><path d="M6 3.5H3.5v9h9V10M9 2.8h4.2V7M13 3 7.5 8.5"/></symbol>
    <symbol id="i-call" viewBox="0 0 16 16"><path d="M5.6 2.8 4 2.6C3 3 2.6 4 2.8 5.4c.7 4 3.8 7.1 7.8 7.8 1.4.2 2.4-.2 2.8-1.2l-.2-1.6-2.7-1.2-1.3 1.3C7.700 9.700 6.300 8.300 5.500 6.800l1.300-1.300z"/></symbol>
    <symbol id="i-copy" viewBox="0 0 16 16"><rect x="5.500" y="5.500" width="8" height="8" rx="1.500"/><path d="M3 10.500V3.500A1 1 0 0 1 4 2.500h6.500"/></symbol>
    </svg>
    <main>
    <nav id="left" data-label="people_title">
    <header class="bar">
    <h1><span class="mark" aria-hidden="true"></span><span data-t="title">Inbox</span></h1>
    <button id="lang" class="quiet" type="button" title="العربية / English">ع</button>
    <button id="theme" class="icon" type="button"><svg aria-hidden="true"><use href="#i-day"/></svg></button>
    <button id="open-side-list" class="icon narrow" type="button"><svg aria-hidden="true"><use href="#i-side"/></svg></button>
    </header>
    <label class="find"><svg aria-hidden="true"><use href="#i-find"/></svg><input id="filter" type="search" autocomplete="off" spellcheck="false"></label>
    <div id="chips" class="chips" role="group" data-label="which"></div>
    <ul id="people" role="listbox" data-label="people_title" tabindex="-1"></ul>
    <p id="none" class="total" hidden></p>
    <footer id="total" class="total"></footer>
    </nav>
    <section id="middle" data-label="chat" aria-live="off">
    <header class="bar">
    <button id="back" class="icon narrow" type="button"><svg class="turn" aria-hidden="true"><use href="#i-back"/></svg></button>
    <span id="face" class="face" aria-hidden="true"></span>
    <div class="who"><strong><bdi id="name"></bdi></strong><small><bdi id="number"></bdi></small></div>
    <button id="open-side" class="icon medium" type="button"><svg aria-hidden="true"><use href="#i-side"/></svg></button>
    </header>
    <div id="scroll" tabindex="-1"><div id="older" hidden></div><ol id="chat" data-label="chat"></ol></div>
    <div id="empty"><div class="phone" aria-hidden="true"><i></i><i></i><i></i></div><p id="empty-text"></p><pre id="try" dir="ltr"></pre></div>
    </section>
    <aside id="side" data-label="sandbox">
    <header class="bar">
    <h2 data-t="sandbox">Sandbox</h2>
    <span id="live" class="live"></span>
    <button id="close-side" class="icon medium" type="button"><svg aria-hidden="true"><use href="#i-close"/></svg></button>
    </header>
    <div id="controls"></div>
    <div id="detail"></div>
    </aside>
    </main>
    <div id="toast" role="status" aria-live="polite"></div>
    <noscript>The inbox needs JavaScript: it runs from this page alone.</noscript>
    <script>SCRIPT</script>
    </body>
    </html>
    """##
}
