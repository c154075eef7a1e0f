import { CSPProvider } from "@base-ui/react/csp-provider";
import { QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { LazyMotion, MotionConfig } from "motion/react";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { Toasts } from "../components/toast";
import { removeOldDrafts } from "../lib/drafts";
import { viewRendered } from "../lib/later";
import { motionFeatures } from "../lib/motion";
import { queryClient } from "../lib/query-client";
import { currentSession, onSession } from "../lib/session";
import { startTheme } from "../lib/theme";
import { router } from "./router";
import "./styles.css";

startTheme();
removeOldDrafts();
router.subscribe("onRendered", viewRendered);

/** Who comes after an agent must not see what was fetched for them. */
onSession(() => {
  if (currentSession().state === "out") queryClient.clear();
});

const root = document.getElementById("app");
if (!root) throw new Error("the page has no #app");
createRoot(root).render(
  <StrictMode>
    {/* The pages' policy allows no inline style element. */}
    <CSPProvider disableStyleElements>
      <QueryClientProvider client={queryClient}>
        <LazyMotion features={motionFeatures} strict>
          <MotionConfig reducedMotion="user" transition={{ duration: 0.15, ease: "easeOut" }}>
            <RouterProvider router={router} />
            <Toasts />
          </MotionConfig>
        </LazyMotion>
      </QueryClientProvider>
    </CSPProvider>
  </StrictMode>,
);
