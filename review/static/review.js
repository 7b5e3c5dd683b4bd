// Starts what a page needs. Listeners stand on the document, so that they outlive the swapping of the content.
import "./codes.js";
import "./keys.js";
import "./learning.js";
import "./marking.js";
import "./page.js";
import "./together.js";
import { settle } from "./swap.js";

settle();
