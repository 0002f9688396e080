for (const article of document.querySelectorAll("article")) {
  const text = article.querySelector(".text");
  const light = (number) => {
    text.classList.toggle("dimmed", number !== null);
    for (const mark of text.querySelectorAll("mark")) {
      mark.classList.toggle("lit", number !== null && mark.dataset.claims.split(" ").includes(number));
    }
  };
  for (const claim of article.querySelectorAll("[data-claim]")) {
    for (const event of ["mouseenter", "focus"]) claim.addEventListener(event, () => light(claim.dataset.claim));
    for (const event of ["mouseleave", "blur"]) claim.addEventListener(event, () => light(null));
  }
}
