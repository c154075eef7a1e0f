import { QueryClientProvider } from "@tanstack/react-query";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { TrackPage } from "../features/track/components/track-page";
import { queryClient } from "../lib/query-client";
import "./styles.css";

const root = document.getElementById("app");
if (!root) throw new Error("the page has no #app");
createRoot(root).render(
  <StrictMode>
    <QueryClientProvider client={queryClient}>
      <TrackPage />
    </QueryClientProvider>
  </StrictMode>,
);
