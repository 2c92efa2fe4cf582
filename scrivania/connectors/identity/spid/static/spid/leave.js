// Presses the button of the page that carries a SAML message to the provider by POST.
document.querySelector('form[data-leave] button').click();
