extension InboxPage {
  /// What the page says, and the small tools that it is made with.
  static let words = ##"""
    'use strict';
    // The texts of the page in its two languages.
    const words = {
      en: {
        title: 'Inbox', sandbox: 'Sandbox', filter: 'Name, number or text', all: 'All', failed: 'Failed', moving: 'On the way',
        status: 'Status updates', statusNote: 'stories, to all contacts', nobody: 'Nothing was sent yet.',
        choose: 'Choose a conversation.', tryThis: 'Send one, and it shows here:', noKey: 'The key is missing: open the address that wessaal gives, which ends in #KEY.',
        badKey: 'The sandbox does not know this key.', live: 'live', away: 'reconnecting', older: 'Older messages…',
        clock: 'Clock', credits: 'Credits', faults: 'What goes wrong', reset: 'Back to the start', set: 'Set',
        next: 'To the next event', real: 'runs by itself', fast: 'runs by itself, fast', manual: 'stands until it is moved',
        nextFails: 'The next message fails', add: 'Add', none: 'nothing', clear: 'End all',
        resetSure: 'Everything that was sent here is forgotten. Go on?', message: 'Message', request: 'Request', answer: 'Answer',
        copy: 'Copy', copied: 'Copied', gone: 'The request is no longer kept.', one: 'Select one', many: 'Select one or more',
        today: 'Today', template: 'template', image: 'Photo', video: 'Video', document: 'Document', audio: 'Voice message',
        location: 'Location', contact: 'Contact', poll: 'Poll', buttons: 'Buttons', unknown: 'Message', opens: 'On a phone this opens',
        calls: 'On a phone this calls', quoted: 'In reply to', messages: 'messages', people: 'recipients',
        pending: 'Pending', processing: 'Processing', sent: 'Sent', delivered: 'Delivered', refunded: 'Failed, credit returned',
        fits_none: 'No conversation fits.', other: 'العربية', people_title: 'Conversations', chat: 'Conversation', which: 'Which conversations',
        back: 'Back', day: 'Day or night', panel: 'Sandbox', older_left: 'older messages are not shown',
        notSaved: 'That was refused', close: 'Close',
      },
      ar: {
        title: 'الوارد', sandbox: 'بيئة التجربة', filter: 'اسم أو رقم أو نص', all: 'الكل', failed: 'لم تصل', moving: 'في الطريق',
        status: 'تحديثات الحالة', statusNote: 'قصص لكل جهات الاتصال', nobody: 'لم تُرسل أي رسالة بعد.',
        choose: 'اختر محادثة.', tryThis: 'أرسل رسالة وستظهر هنا:', noKey: 'المفتاح غير موجود: افتح العنوان الذي يعطيه wessaal وينتهي بـ ‎#KEY.',
        badKey: 'لا تعرف بيئة التجربة هذا المفتاح.', live: 'مباشر', away: 'يُعاد الاتصال', older: 'رسائل أقدم…',
        clock: 'الساعة', credits: 'الرصيد', faults: 'الأعطال', reset: 'العودة إلى البداية', set: 'ضبط',
        next: 'إلى الحدث التالي', real: 'تسير وحدها', fast: 'تسير وحدها بسرعة', manual: 'واقفة حتى تُحرَّك',
        nextFails: 'الرسالة التالية تفشل', add: 'إضافة', none: 'لا شيء', clear: 'إنهاء الكل',
        resetSure: 'سيُنسى كل ما أُرسل هنا. هل تتابع؟', message: 'الرسالة', request: 'الطلب', answer: 'الجواب',
        copy: 'نسخ', copied: 'نُسخ', gone: 'لم يعد الطلب محفوظًا.', one: 'اختر واحدًا', many: 'اختر واحدًا أو أكثر',
        today: 'اليوم', template: 'قالب', image: 'صورة', video: 'فيديو', document: 'مستند', audio: 'رسالة صوتية',
        location: 'موقع', contact: 'جهة اتصال', poll: 'استطلاع', buttons: 'أزرار', unknown: 'رسالة', opens: 'يفتح على الهاتف',
        calls: 'يتصل على الهاتف بـ', quoted: 'ردًّا على', messages: 'رسالة', people: 'مستلم',
        pending: 'في الانتظار', processing: 'قيد المعالجة', sent: 'أُرسلت', delivered: 'وصلت', refunded: 'فشلت وأُعيد الرصيد',
        fits_none: 'لا توجد محادثة مطابقة.', other: 'English', people_title: 'المحادثات', chat: 'المحادثة', which: 'أي المحادثات',
        back: 'رجوع', day: 'نهار أو ليل', panel: 'بيئة التجربة', older_left: 'رسائل أقدم لا تُعرض',
        notSaved: 'رُفض ذلك', close: 'إغلاق',
      },
    };
    let language = 'en';
    const t = (name) => words[language][name] ?? name;

    // All values are inserted as text, never as HTML.
    const $ = (id) => document.getElementById(id);
    function el(tag, classes, ...inside) {
      const node = document.createElement(tag);
      if (classes) node.className = classes;
      node.append(...inside.filter((part) => part !== null && part !== undefined && part !== false));
      return node;
    }
    function icon(name) {
      const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
      const use = document.createElementNS('http://www.w3.org/2000/svg', 'use');
      use.setAttribute('href', '#i-' + name);
      svg.append(use);
      svg.setAttribute('aria-hidden', 'true');
      return svg;
    }
    function button(label, act, classes) {
      const node = el('button', classes, label);
      node.type = 'button';
      node.addEventListener('click', act);
      return node;
    }
    function said(text, classes, tag = 'span') {
      const node = el(tag, classes, String(text));
      node.dir = 'auto';
      return node;
    }
    let toastEnds;
    function toast(text) {
      $('toast').textContent = text;
      $('toast').classList.add('on');
      clearTimeout(toastEnds);
      toastEnds = setTimeout(() => $('toast').classList.remove('on'), 2200);
    }
    async function copy(text) {
      try { await navigator.clipboard.writeText(text); toast(t('copied')); } catch { toast(text); }
    }
    """##
}
