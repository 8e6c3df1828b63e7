// What the pages can't do without a script; each of them works without it too, by links and reloading.
(function () {
  'use strict';

  // What only those need who have no script goes.
  document.documentElement.classList.add('js');

  // A link with data-dialog opens that dialog instead of leading to the page that asks the same.
  document.addEventListener('click', function (event) {
    const opener = event.target.closest('[data-dialog]');
    if (opener) {
      const dialog = document.getElementById(opener.dataset.dialog);
      if (dialog && dialog.showModal) {
        event.preventDefault();
        dialog.showModal();
      }
    } else if (event.target.closest('[data-close]')) {
      event.target.closest('dialog').close();
    } else if (event.target.closest('[data-print]')) {
      window.print();
    }
  });

  document.querySelectorAll('[data-print]').forEach(function (button) {
    button.hidden = false;
  });

  // Where something is wrong, that is where the reader begins.
  const wrong = document.querySelector('[aria-invalid="true"]') || document.getElementById('errors');
  if (wrong) {
    wrong.focus();
  }

  // A button that is gone takes the focus with it: the page's title gets it then.
  let focused = null;
  document.addEventListener('focusin', function (event) {
    focused = event.target;
  });
  document.addEventListener('htmx:sseMessage', function () {
    if (focused && !document.contains(focused)) {
      document.getElementById('live-title').focus();
    }
  });

  // What a page that has lost its connection shows is old: it says so until the connection is back.
  function lost(isLost) {
    const note = document.getElementById('lost');
    if (note) {
      note.hidden = !isLost;
    }
  }
  document.addEventListener('htmx:sseError', function () {
    lost(true);
  });
  document.addEventListener('htmx:sseOpen', function () {
    lost(false);
  });
  document.addEventListener('htmx:sseClose', function () {
    lost(false);
  });
})();
