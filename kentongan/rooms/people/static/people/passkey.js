// Shows what needs a passkey only where the browser knows them, and says when it did not work.
(function () {
  if (!window.PublicKeyCredential) return
  for (const part of document.querySelectorAll('[data-passkey]')) part.hidden = false
  document.addEventListener('allauth.error', function (event) {
    event.preventDefault()
    const said = document.getElementById('passkey_failed')
    if (said) said.hidden = false
  })
})()
